frappe.listview_settings["Union Unit Change"] = {
	get_indicator({ status }) {
		const colour = status === "Done" ? "green" : "orange";
		return [__(status, null, "Union Unit Change"), colour, `status,=,${status}`];
	},
};

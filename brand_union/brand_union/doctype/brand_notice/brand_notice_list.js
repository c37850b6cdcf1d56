frappe.listview_settings["Brand Notice"] = {
	get_indicator({ status }) {
		const colours = { Draft: "orange", Posted: "blue", Concluded: "green" };
		return [__(status, null, "Brand Notice"), colours[status] || "gray", `status,=,${status}`];
	},
};

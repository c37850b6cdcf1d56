frappe.listview_settings["Brand Decision"] = {
	get_indicator({ status }) {
		return [__(status), status === "Released" ? "green" : "orange", `status,=,${status}`];
	},
};

frappe.listview_settings["Brand Decision"] = {
	get_indicator({ status }) {
		return [__(status, null, "Brand Decision"), status === "Released" ? "green" : "orange", `status,=,${status}`];
	},
};

frappe.listview_settings["Brand Award Decision"] = {
	get_indicator({ status }) {
		return [__(status, null, "Brand Award Decision"), status === "Released" ? "green" : "orange", `status,=,${status}`];
	},
};

frappe.listview_settings["Union Unit"] = {
	get_indicator({ status }) {
		return [__(status, null, "Union Unit"), status === "Active" ? "green" : "gray", `status,=,${status}`];
	},
};

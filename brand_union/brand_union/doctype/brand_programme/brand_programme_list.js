frappe.listview_settings["Brand Programme"] = {
	get_indicator({ status }) {
		return [__(status, null, "Brand Programme"), status === "Active" ? "green" : "gray", `status,=,${status}`];
	},
};

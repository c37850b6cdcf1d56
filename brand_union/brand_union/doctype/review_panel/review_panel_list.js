frappe.listview_settings["Review Panel"] = {
	get_indicator({ status }) {
		const colours = { Draft: "orange", Open: "blue", Sealed: "green" };
		return [__(status, null, "Review Panel"), colours[status], `status,=,${status}`];
	},
};

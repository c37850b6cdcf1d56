frappe.listview_settings["Review Panel"] = {
	get_indicator({ status }) {
		const colours = { Draft: "orange", Open: "blue", Sealed: "green" };
		return [__(status), colours[status], `status,=,${status}`];
	},
};

frappe.listview_settings["Brand Paper Sheet"] = {
	get_indicator({ status }) {
		const colours = { "Being Keyed": "orange", Keyed: "blue", Compared: "purple", Entered: "green" };
		return [__(status, null, "Brand Paper Sheet"), colours[status], `status,=,${status}`];
	},
};

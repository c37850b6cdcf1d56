frappe.listview_settings["Brand Cycle"] = {
	add_fields: ["status", "year"],
	get_indicator(doc) {
		const colours = { Preparing: "gray", Running: "green", Finished: "blue" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};

frappe.listview_settings["Union Unit"] = {
	onload(listview) {
		if (!frappe.model.can_import("Union Unit") || !frappe.model.can_create("Data Import")) return;
		listview.page.add_inner_button(__("Import from a Spreadsheet"), () =>
			frappe.new_doc("Data Import", {
				reference_doctype: "Union Unit",
				import_type: "Insert New Records",
			})
		);
	},

	get_indicator({ status }) {
		return [__(status, null, "Union Unit"), status === "Active" ? "green" : "gray", `status,=,${status}`];
	},
};

frappe.ui.form.on("Brand Programme", {
	setup: (frm) => set_rule_queries(frm),

	refresh(frm) {
		// The categories that are made from here name the programme by its title, and have it at once.
		if (!frm.is_new()) frappe.utils.add_link_title("Brand Programme", frm.doc.name, frm.doc.programme_name);
		brand_union.programme_file.label_clauses(frm);
		if (!frm.is_new() && brand_union.programme_file.may_export()) {
			frm.add_custom_button(__("Export as File"), () => brand_union.programme_file.export(frm));
		}
		if (frm.is_new() || !frappe.model.can_create("Brand Cycle")) return;
		frm.add_custom_button(__("Open a Cycle"), () => brand_union.cycle_opening.ask(frm)).addClass("btn-primary");
	},
});

function set_rule_queries(frm) {
	frm.set_query("selection_sheet", () => ({ filters: { purpose: "Selection", is_active: 1 } }));
	frm.set_query("acceptance_sheet", () => ({ filters: { purpose: "Acceptance", is_active: 1 } }));
}

frappe.ui.form.on("Brand Programme", {
	setup: (frm) => set_rule_queries(frm),

	refresh(frm) {
		brand_union.programme_file.label_clauses(frm);
		if (!frm.is_new() && brand_union.programme_file.may_export()) {
			frm.add_custom_button(__("Export as File"), () => brand_union.programme_file.export(frm));
		}
		if (frm.is_new() || !frappe.model.can_create("Brand Cycle")) return;
		frm.add_custom_button(__("Open a Cycle"), () => ask_for_cycle(frm)).addClass("btn-primary");
	},
});

function set_rule_queries(frm) {
	frm.set_query("selection_sheet", () => ({ filters: { purpose: "Selection", is_active: 1 } }));
	frm.set_query("acceptance_sheet", () => ({ filters: { purpose: "Acceptance", is_active: 1 } }));
}

function ask_for_cycle(frm) {
	const year = frappe.datetime.str_to_obj(frappe.datetime.get_today()).getFullYear();
	frappe.prompt(
		[
			{ fieldname: "year", fieldtype: "Int", label: __("Year"), reqd: 1, default: year },
			{ fieldname: "cycle_name", fieldtype: "Data", label: __("Cycle Name") },
			{ fieldname: "budget", fieldtype: "Currency", label: __("Budget for Grants") },
		],
		(values) =>
			frm
				.call("open_cycle", values)
				.then(({ message }) => frappe.set_route("Form", "Brand Cycle", message)),
		__("Open a Cycle")
	);
}

frappe.ui.form.on("Brand Acceptance", {
	refresh(frm) {
		if (frm.is_new()) return frm.set_intro(__("Begin the summary with the button on the project."));
		brand_union.form_sections.refresh(frm);
		brand_union.versions.add_button(frm);
		brand_union.history.add_button(frm, __("Internal History"));
		brand_union.paper.add_buttons(frm);
		brand_union.jury_comments.add_button(frm);
		brand_union.signing.show_next_step(frm);
		frm.add_custom_button(__("Project"), () => frappe.set_route("Form", "Brand Project", frm.doc.project));
	},

	before_workflow_action: (frm) => brand_union.workflow.before_action(frm, ["Draft"]),
});

const reckon = (frm, cdt, cdn) => {
	const row = locals[cdt][cdn];
	frappe.model.set_value(cdt, cdn, "difference", flt(row.budgeted) - flt(row.spent));
	const sum = (field) => frm.doc.accounts.reduce((total, line) => total + flt(line[field]), 0);
	frm.set_value("balance", sum("budgeted") - sum("spent"));
};

frappe.ui.form.on("Brand Acceptance Account", { budgeted: reckon, spent: reckon });

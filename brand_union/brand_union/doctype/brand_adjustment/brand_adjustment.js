frappe.ui.form.on("Brand Adjustment", {
	setup() {
		// The label is kept as the project's form has it; everybody reads it in their own language.
		frappe.meta.get_docfield("Brand Adjustment Change", "field_label").formatter = (value) =>
			value ? frappe.utils.escape_html(__(value, null, "Brand Project")) : "";
	},

	refresh(frm) {
		if (frm.is_new()) return;
		const { status } = frm.doc;
		if (status !== "Draft") brand_union.history.add_button(frm, __("Drafting History"));
		const office = frappe.user.has_role(["Brand Officer", "Brand Administrator"]);
		const unit = frappe.user.has_role(["Brand Unit Officer", "Brand Unit Chair"]);
		if (office && status === "Draft") act(frm, __("Ask the Unit"), "propose");
		if (office && status === "Consented") act(frm, __("Apply to the Project"), "apply_to_project");
		if (office && status !== "Applied" && status !== "Dropped") {
			frm.add_custom_button(__("Drop", null, "Brand Adjustment"), () => frm.call("drop").then(() => frm.reload_doc()));
		}
		if (unit && status === "Proposed") {
			answer(frm, __("Consent"), "consent", 0);
			answer(frm, __("Decline"), "decline", 1);
		}
	},

	project: (frm) => load_fields(frm),
	onload: (frm) => load_fields(frm),
});

function act(frm, label, method) {
	frm.add_custom_button(label, () => frm.call(method).then(() => frm.reload_doc())).addClass("btn-primary");
}

function answer(frm, label, method, reqd) {
	frm.add_custom_button(label, () =>
		frappe.prompt({ fieldname: "note", fieldtype: "Small Text", label: __("Note of the Unit"), reqd }, ({ note }) =>
			frm.call(method, { note: note || "" }).then(() => frm.reload_doc())
		)
	);
}

function load_fields(frm) {
	const { project } = frm.doc;
	frappe.xcall("brand_union.services.choices.adjustable_fields", { project }).then((fields) => {
		frm.fields_dict.changes.grid.update_docfield_property("field_name", "options", fields);
	});
}

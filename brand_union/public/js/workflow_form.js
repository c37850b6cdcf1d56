// Frappe's form of a Workflow, where the workflow is one of ours.
//
// Loading a DocType brings its stored workflow along, which takes the place of the one that the form has just opened:
// rows were then changed in one copy, and the other was saved. Drawing the form again joins the two.
frappe.ui.form.on("Workflow", {
	refresh(frm) {
		if (frm.is_new() || !frm.doc.document_type) return;
		frappe.model.with_doctype(frm.doc.document_type, () => {
			const is_ours = frappe.get_meta(frm.doc.document_type)?.module === "Brand Union";
			if (is_ours && frappe.get_doc(frm.doctype, frm.docname) !== frm.doc) frm.refresh();
		});
	},
});

frappe.ui.form.on("Brand Conflict", {
	setup(frm) {
		frm.set_query("juror", () => ({ query: "brand_union.services.choices.jurors" }));
		frm.set_query("project", () => ({ filters: frm.doc.cycle ? { cycle: frm.doc.cycle } : {} }));
	},
});

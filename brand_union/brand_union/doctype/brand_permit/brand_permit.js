frappe.ui.form.on("Brand Permit", {
	setup(frm) {
		frm.set_query("project", () => {
			const { cycle, unit } = frm.doc;
			return { filters: unit ? { cycle, unit } : { cycle } };
		});
	},

	project(frm) {
		if (!frm.doc.project || frm.doc.unit) return;
		frappe.db.get_value("Brand Project", frm.doc.project, "unit").then(({ message }) => frm.set_value("unit", message.unit));
	},
});

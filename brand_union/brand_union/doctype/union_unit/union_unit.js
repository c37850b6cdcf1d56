frappe.ui.form.on("Union Unit", {
	setup(frm) {
		frm.set_query("parent_union_unit", () => ({ filters: { is_group: 1, name: ["!=", frm.doc.name] } }));
		frm.set_query("user", "members", () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},
});

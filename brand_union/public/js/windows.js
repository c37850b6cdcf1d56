// A new window shows at once what its phase usually opens: what the form shows is what is saved.

frappe.ui.form.on("Brand Programme Window", {
	windows_add: (frm, cdt, cdn) => tick_usual(cdt, cdn, true),
	phase: (frm, cdt, cdn) => tick_usual(cdt, cdn, false),
});

// A row that was duplicated brings its rights along.
function tick_usual(cdt, cdn, is_added) {
	const { phase, __islocal: is_new } = locals[cdt][cdn];
	if (!phase || !is_new) return;
	return frappe.xcall("brand_union.services.phase_rights.usual", { phase }).then((rights) => {
		const row = locals[cdt][cdn];
		if (row?.phase !== phase || (is_added && Object.keys(rights).some((right) => row[right]))) return;
		return frappe.model.set_value(cdt, cdn, rights);
	});
}

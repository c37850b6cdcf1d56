// Labels and values are kept as the form of the cycle has them; everybody reads them in their own language.
const COLUMNS = {
	table_label: (label) => __(label, null, "Brand Cycle"),
	field_label: (label, row) => __(label, null, row.field_doctype),
	row_number: String,
	before_value: as_text,
	after_value: as_text,
};

frappe.ui.form.on("Brand Rule Change", {
	// How a value reads is known from the fields of the cycle's form.
	refresh: (frm) => frappe.model.with_doctype("Brand Cycle", () => show(frm.fields_dict.changes.grid)),
});

function show(grid) {
	for (const [field, read] of Object.entries(COLUMNS)) {
		const formatter = (value, df, options, row) => (value ? frappe.utils.escape_html(read(value, row || {})) : "");
		grid.update_docfield_property(field, "formatter", formatter);
	}
	grid.refresh();
}

function as_text(value, { field_doctype, field_name }) {
	const field = frappe.meta.get_docfield(field_doctype, field_name);
	if (!field) return value;
	if (field.fieldtype === "Check") return value === "1" ? __("Yes") : __("No");
	if (field.fieldtype === "Select") return __(value, null, field_doctype);
	return field.fieldtype === "Date" ? frappe.datetime.str_to_user(value) : value;
}

// Labels and values are kept as the form of the cycle has them; everybody reads them in their own language.
frappe.ui.form.on("Brand Rule Change", {
	setup() {
		const show = (field, as_text) => {
			frappe.meta.get_docfield("Brand Rule Change Row", field).formatter = (value, df, options, row) =>
				frappe.utils.escape_html(value ? as_text(value, row || {}) : "");
		};
		show("table_label", (label) => __(label, null, "Brand Cycle"));
		show("field_label", (label, row) => __(label, null, row.field_doctype));
		show("before_value", as_text);
		show("after_value", as_text);
		show("row_number", String);
	},

	// How a value reads is known from the fields of the cycle's form.
	refresh: (frm) => frappe.model.with_doctype("Brand Cycle", () => frm.refresh_field("changes")),
});

function as_text(value, { field_doctype, field_name }) {
	const field = frappe.meta.get_docfield(field_doctype, field_name);
	if (!field) return value;
	if (field.fieldtype === "Check") return value === "1" ? __("Yes") : __("No");
	if (field.fieldtype === "Select") return __(value, null, field_doctype);
	return field.fieldtype === "Date" ? frappe.datetime.str_to_user(value) : value;
}

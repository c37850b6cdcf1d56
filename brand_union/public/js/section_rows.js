// The rows of the forms' sections in the rules: a form's own field is chosen by its title, and a section of the
// school's own gets its key by itself.

const ROWS = "Brand Programme Section";
const FORM_FIELD = "Form Field";
const FORMS = { Application: "Brand Project", Summary: "Brand Acceptance" };
// Where the answers to sections of the school's own are kept.
const TABLES_OF_ANSWERS = ["answers", "files"];
// A key that once was another section's would show what was typed there.
const LETTERS = 6;

for (const doctype of ["Brand Programme", "Brand Cycle"]) {
	frappe.ui.form.on(doctype, {
		refresh: (frm) => with_forms(() => frm.doc.sections && dress_all(frm)),
	});
}

frappe.ui.form.on(ROWS, {
	sections_add: (frm, cdt, cdn) => with_forms(() => dress(frm, locals[cdt][cdn])),
	form_render: (frm, cdt, cdn) => with_forms(() => dress(frm, locals[cdt][cdn])),
	form: (frm, cdt, cdn) => with_forms(() => dress(frm, locals[cdt][cdn])),

	kind(frm, cdt, cdn) {
		const row = locals[cdt][cdn];
		const is_own = row.kind !== FORM_FIELD;
		const has_key = row.field_name && !fields_of(row.form).some(({ value }) => value === row.field_name);
		if (is_own !== Boolean(has_key)) frappe.model.set_value(cdt, cdn, "field_name", is_own ? new_key() : "");
		with_forms(() => dress(frm, row));
	},
});

const with_forms = (work) => frappe.model.with_doctype(FORMS.Application, () => frappe.model.with_doctype(FORMS.Summary, work));

const new_key = () => `section_${frappe.utils.get_random(LETTERS).toLowerCase()}`;

function dress_all(frm) {
	frm.doc.sections.forEach((row) => dress(frm, row));
	frm.fields_dict.sections.grid.refresh();
}

// Each row has fields of its own, for what can be chosen goes by its form and its kind.
function dress(frm, row) {
	const grid_row = frm.fields_dict.sections.grid.grid_rows_by_docname[row.name];
	const df = frappe.meta.get_docfield(ROWS, "field_name", row.name);
	if (!grid_row || !df) return;
	df.options = row.kind === FORM_FIELD ? fields_of(row.form) : [];
	df.formatter = (value) => frappe.utils.escape_html(title_of(row.form, value));
	// What is no field is refused on saving, in a sentence that names the row.
	df.ignore_validation = 1;
	for (const control of [grid_row.on_grid_fields_dict.field_name, grid_row.grid_form?.fields_dict.field_name]) {
		if (!control?.set_data) continue;
		control.set_data(df.options);
		control.set_formatted_input(row.field_name);
	}
}

function fields_of(form) {
	const doctype = FORMS[form];
	return (frappe.get_meta(doctype)?.fields || [])
		.filter((df) => is_filled_in(df) && !TABLES_OF_ANSWERS.includes(df.fieldname))
		.map(({ fieldname, label }) => ({ value: fieldname, label: __(label, null, doctype) }));
}

const is_filled_in = ({ fieldtype, hidden, read_only, permlevel }) =>
	!hidden && !read_only && !permlevel && (fieldtype === "Table" || !frappe.model.no_value_type.includes(fieldtype));

const title_of = (form, name) => fields_of(form).find(({ value }) => value === name)?.label || name || "";

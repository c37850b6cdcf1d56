// The form of a project or a summary as its cycle's rows say: titles, help, marks, and what is not asked for left out.

frappe.provide("brand_union.form_sections");

const METHOD = "brand_union.services.section_form.rules_of_form";
const TABLES = ["answers", "files"];
const TEXTS = ["Data", "Small Text", "Text", "Long Text"];

// The form was drawn: its rules are asked for anew, since they may have been changed meanwhile.
brand_union.form_sections.refresh = (frm) => {
	frm.bu_rules = null;
	return brand_union.form_sections.draw(frm);
};

brand_union.form_sections.draw = async (frm) => {
	TABLES.forEach((field) => frm.set_df_property(field, "hidden", 1));
	restore(frm);
	const { cycle, name, category } = frm.doc;
	const rules = cycle ? await rules_of(frm) : { sections: [], unlisted: [], editable: [] };
	// While the rules were fetched, another document may have been opened.
	if (frm.doc.name !== name || frm.doc.cycle !== cycle || frm.doc.category !== category) return;
	rules.unlisted.forEach((field) => hide_if_empty(frm, field));
	rules.sections.filter((row) => !row.own).forEach((row) => dress(frm, row));
	brand_union.own_sections.draw(frm, rules);
	frm.layout.refresh_sections();
};

brand_union.form_sections.applies = ({ categories }, doc) => !categories || categories.includes(doc.category);

function rules_of(frm) {
	const { cycle, name } = frm.doc;
	if (frm.bu_rules?.cycle !== cycle) {
		const answer = frappe.xcall(METHOD, { doctype: frm.doctype, cycle, name: frm.is_new() ? undefined : name });
		frm.bu_rules = { cycle, answer };
	}
	return frm.bu_rules.answer;
}

function dress(frm, row) {
	const field = frm.fields_dict[row.key];
	if (!field) return;
	if (!brand_union.form_sections.applies(row, frm.doc)) return hide_if_empty(frm, row.key);
	if (row.title) set(frm, row.key, "label", row.title);
	if (row.help) set(frm, row.key, "description", frappe.utils.escape_html(row.help));
	field.$wrapper.toggleClass("bu-required", Boolean(row.required));
	if (TEXTS.includes(field.df.fieldtype)) brand_union.char_count.attach(field, row, frm.doc[row.key]);
}

function hide_if_empty(frm, field) {
	const value = frm.doc[field];
	if (!(Array.isArray(value) ? value.length : value)) set(frm, field, "hidden", 1);
}

// A form is one object for all documents that are opened in it, so what a cycle changed is taken back.
function set(frm, field, property, value) {
	const df = frm.fields_dict[field]?.df;
	if (!df) return;
	frm.bu_before.push([field, property, df[property]]);
	frm.set_df_property(field, property, value);
}

function restore(frm) {
	(frm.bu_before || []).reverse().forEach(([field, property, value]) => frm.set_df_property(field, property, value));
	frm.bu_before = [];
	frm.layout.wrapper.find(".bu-required").removeClass("bu-required");
	frm.layout.wrapper.find(".bu-count").remove();
}

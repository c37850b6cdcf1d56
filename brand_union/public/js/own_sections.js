// The school's own sections of a form, as ordinary controls in the order of the cycle's rows.

import { text } from "./html";

frappe.provide("brand_union.own_sections");

const ANSWER = "Brand Project Answer";

brand_union.own_sections.draw = (frm, rules) => {
	const $box = frm.fields_dict.sections_html.$wrapper.empty().addClass("bu-sections");
	const editable = is_editable(frm, rules);
	if (frm.is_new() && frm.doc.cycle) drop_foreign(frm, rules);
	const shown = rules.sections.filter((row) => row.own && is_shown(frm, row, editable));
	frm.set_df_property("section_answers", "hidden", shown.length ? 0 : 1);
	for (const row of shown) {
		const $section = $(`<div class="bu-section" data-section="${row.key}"></div>`).appendTo($box);
		DRAWN[row.kind]($section, { frm, row: { ...row, title: title_of(frm, row) }, editable });
	}
	lead_in(frm, $box);
};

// A duplicate of an older document brings answers to sections that this cycle does not have.
function drop_foreign(frm, rules) {
	const known = new Set(rules.sections.filter((row) => row.own).map((row) => row.key));
	const rows = [...(frm.doc.answers || []), ...(frm.doc.files || [])];
	rows.filter((row) => !known.has(row.section)).forEach((row) => frappe.model.clear_doc(row.doctype, row.name));
}

// Frappe's Tab knows fields only: from the one above it would open the next table.
function lead_in(frm, $box) {
	const fields = frm.layout.fields_list;
	const above = fields.slice(0, fields.indexOf(frm.fields_dict.sections_html)).reverse();
	const last = above.find((field) => field.$input && frm.layout.is_visible(field));
	last?.$input.off("keydown.bu-sections").on("keydown.bu-sections", (event) => {
		const $first = $box.find("textarea, input, select, button").first();
		if (event.key !== "Tab" || event.shiftKey || !$first.length) return;
		event.preventDefault();
		event.stopPropagation();
		$first.trigger("focus");
	});
}

const answer_row = ({ doc }, key) => (doc.answers || []).find((row) => row.section === key);
const title_of = (frm, row) => answer_row(frm, row.key)?.title || row.title;

// What was filed shows the sections that it was asked for, whatever the cycle says now.
function is_shown(frm, row, editable) {
	if (!brand_union.form_sections.applies(row, frm.doc)) return false;
	return editable || Boolean(answer_row(frm, row.key));
}

function is_editable(frm, { editable }) {
	const df = { ...frm.fields_dict.answers.df, hidden: 0 };
	const may_write = frappe.perm.get_field_display_status(df, frm.doc, frm.perm) === "Write";
	return may_write && !frm.read_only && editable.includes(frm.doc.stage || editable[0]);
}

const read = (frm, { key }) => answer_row(frm, key)?.answer || "";

function write(frm, { key }, answer) {
	const row = answer_row(frm, key) || Object.assign(frappe.model.add_child(frm.doc, ANSWER, "answers"), { section: key });
	if ((row.answer || "") !== answer) frappe.model.set_value(row.doctype, row.name, "answer", answer);
}

function make(given, df) {
	const { $section, frm, row, editable } = given;
	const control = frappe.ui.form.make_control({
		parent: $section,
		df: {
			fieldname: `bu_${row.key}`,
			label: text(row.title),
			description: text(row.help),
			read_only: editable ? 0 : 1,
			change: () => write(frm, row, control.get_value() || ""),
			...df,
		},
		render_input: true,
	});
	control.set_value(read(frm, row));
	// A save by keys comes before the box is left.
	control.$input?.on("input", (event) => write(frm, row, event.target.value));
	$section.find(".frappe-control").first().toggleClass("bu-required", Boolean(row.required));
	return control;
}

function long_text($section, given) {
	const control = make({ $section, ...given }, { fieldtype: "Text" });
	brand_union.char_count.attach(control, given.row, read(given.frm, given.row));
}

function number($section, given) {
	const control = make({ $section, ...given }, { fieldtype: "Data" });
	control.$input?.attr("inputmode", "decimal");
	hint($section, given.row);
}

function choice($section, given) {
	const now = read(given.frm, given.row);
	const options = ["", ...new Set([...given.row.choices, ...(now ? [now] : [])])].map((value) => ({ value, label: value }));
	make({ $section, ...given }, { fieldtype: "Select", options });
}

function table($section, { frm, row, editable }) {
	head($section, row);
	brand_union.section_table.draw($section, {
		columns: row.columns,
		answer: read(frm, row),
		changed: editable ? (answer) => write(frm, row, answer) : null,
	});
}

function files($section, { frm, row, editable }) {
	head($section, row);
	brand_union.section_files.draw($("<div></div>").appendTo($section), { frm, row, editable });
}

function head($section, row) {
	const help = row.help ? `<p class="help-box small text-muted">${text(row.help)}</p>` : "";
	const $head = $(`<div class="frappe-control"><label class="control-label">${text(row.title)}</label>${help}</div>`);
	$head.toggleClass("bu-required", Boolean(row.required)).appendTo($section);
	hint($section, row);
}

function hint($section, row) {
	if (row.hint) $(`<div class="bu-count text-muted small"></div>`).text(row.hint).appendTo($section);
}

const DRAWN = { "Long Text": long_text, Number: number, Choice: choice, Table: table, Files: files };

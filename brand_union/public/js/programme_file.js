// Programmes as files: loading a shipped or an exchanged one, and sending one to another school.

import { text as escaped } from "./html";

frappe.provide("brand_union.programme_file");

const PRESETS = "brand_union.services.presets";
const DOWNLOAD = "/api/method/brand_union.services.preset_export.download";
const OWN_FILE = "file";
const ORGANISER = "organiser_";

brand_union.programme_file.may_load = () => frappe.model.can_create("Brand Programme");

brand_union.programme_file.may_export = () => frappe.model.can_export("Brand Programme");

brand_union.programme_file.export = ({ doc }) =>
	window.open(`${DOWNLOAD}?programme=${encodeURIComponent(doc.name)}`);

// First which file, then what it would make; `made` takes the name of the new programme.
brand_union.programme_file.load = async (made) => {
	const presets = await frappe.xcall(`${PRESETS}.list_presets`);
	const dialog = new frappe.ui.Dialog({
		title: __("Load a Programme"),
		fields: source_fields(presets),
		primary_action_label: __("Preview"),
		primary_action: async (values) => {
			const file = await file_of(dialog, values);
			const preview = file && (await frappe.xcall(...question("preview", file)));
			if (!preview) return;
			dialog.hide();
			show_preview(preview, file, made);
		},
	});
	dialog.show();
};

function source_fields(presets) {
	const shipped = presets.map(({ preset, title, source }) => ({ value: preset, label: `${title} ${source}` }));
	return [
		{
			fieldname: "source",
			fieldtype: "Select",
			label: __("Programme"),
			options: [...shipped, { value: OWN_FILE, label: __("A File from This Computer") }],
			reqd: 1,
		},
		{
			fieldname: "upload",
			fieldtype: "HTML",
			depends_on: `eval:doc.source==="${OWN_FILE}"`,
			options: upload_html(__("File"), __("A file that was exported from a programme, here or at another school.")),
		},
	];
}

// Words go into a template from outside: in some templates the search for translations does not see them.
const upload_html = (label, about) =>
	`<input type="file" accept=".json,application/json" aria-label="${label}">
		<p class="help-box small text-muted">${about}</p>`;

async function file_of(dialog, { source }) {
	if (source !== OWN_FILE) return { preset: source };
	const [file] = dialog.get_field("upload").$wrapper.find("input")[0].files;
	if (!file) return void frappe.msgprint(__("Choose the file first."));
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
		return { content: text };
	} catch {
		return void frappe.msgprint(__("{0} is not written in UTF-8, so it cannot be read.", [escaped(file.name)]));
	}
}

// The method and its arguments for a shipped preset, or for a file.
const question = (verb, file, more = {}) => [
	`${PRESETS}.${verb}_${file.content === undefined ? "preset" : "file"}`,
	{ ...file, ...more },
];

function show_preview(preview, file, made) {
	if (preview.problems.length) return show_problems(preview.problems);
	const dialog = new frappe.ui.Dialog({
		title: __("Load a Programme"),
		size: "large",
		fields: [
			{ fieldname: "about", fieldtype: "HTML", options: head_html(preview) },
			{ fieldname: "section_1", fieldtype: "Section Break" },
			code_field(preview),
			{ fieldname: "column_1", fieldtype: "Column Break" },
			...preview.organisers.map(organiser_field),
			{ fieldname: "section_2", fieldtype: "Section Break" },
			{ fieldname: "parts", fieldtype: "HTML", options: parts_html(preview) },
		],
		primary_action_label: __("Load"),
		primary_action: async (values) => {
			const name = await frappe.xcall(...question("load", file, chosen(preview, values)));
			dialog.hide();
			made(name);
		},
	});
	dialog.show();
}

function show_problems(problems) {
	const put_right = __("Put these rows of the file right and load it again:");
	frappe.msgprint({
		title: __("Programme Not Loaded"),
		message: `<p>${put_right}</p>
			<ul>${problems.map((problem) => `<li>${problem}</li>`).join("")}</ul>`,
		indicator: "red",
		wide: true,
	});
}

function code_field({ programme_code, taken_by }) {
	const taken = __("{0} has the code {1}, so this one needs another.", [escaped(taken_by), escaped(programme_code)]);
	return {
		fieldname: "programme_code",
		fieldtype: "Data",
		label: __("Programme Code"),
		reqd: 1,
		default: taken_by ? "" : programme_code,
		description: taken_by ? taken : __("Part of every number of a cycle; it stays."),
	};
}

function organiser_field({ title, unit }, index) {
	return {
		fieldname: `${ORGANISER}${index}`,
		fieldtype: "Link",
		options: "Union Unit",
		label: index ? __("Other Organiser: {0}", [escaped(title)]) : __("Organiser: {0}", [escaped(title)]),
		default: unit,
		reqd: 1,
		get_query: () => ({ filters: { status: "Active" } }),
	};
}

function chosen({ organisers }, values) {
	const units = organisers.map(({ key }, index) => [key, values[`${ORGANISER}${index}`]]);
	const [[, organiser], ...others] = units;
	return { organiser, co_organisers: Object.fromEntries(others), programme_code: values.programme_code };
}

const head_html = ({ title, source, programme_name }) =>
	`<h4>${escaped(programme_name)}</h4><p class="text-muted">${escaped(title)} ${escaped(source)}</p>`;

function parts_html({ parts }) {
	const [made, how_many, which] = [__("Will Be Made"), __("How Many"), __("Which")];
	const rows = parts.map(
		({ part, count, text }) =>
			`<tr><td class="text-nowrap">${escaped(part)}</td><td class="text-right">${count}</td><td>${escaped(text)}</td></tr>`
	);
	return `<table class="table table-bordered table-condensed"><thead><tr>
		<th>${made}</th><th class="text-right text-nowrap">${how_many}</th><th>${which}</th>
		</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

// The clauses of single rules name fields, and a reader knows them by their labels.
brand_union.programme_file.label_clauses = (frm) => {
	const rules = frm.meta.fields.filter(
		({ fieldtype, read_only }) => !read_only && !frappe.model.no_value_type.includes(fieldtype)
	);
	const label = (rule) => __(frappe.meta.get_label(frm.doctype, rule), null, frm.doctype);
	const options = rules.map(({ fieldname }) => ({ value: fieldname, label: label(fieldname) }));
	const { grid } = frm.fields_dict.clauses;
	grid.update_docfield_property("rule", "options", options);
	grid.update_docfield_property("rule", "formatter", label);
	grid.refresh();
};

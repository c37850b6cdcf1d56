// Opening a cycle: choose the year, look at what will be copied and where the dates fall, then open it.

import { text as escape } from "./html";

frappe.provide("brand_union.cycle_opening");

brand_union.cycle_opening.ask = (frm) => {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the programme first: a cycle copies what is saved."));
	const dialog = new frappe.ui.Dialog({
		title: __("Open a Cycle"),
		size: "extra-large",
		fields: [
			{ fieldname: "year", fieldtype: "Int", label: __("Year", null, "Brand Cycle"), reqd: 1, default: coming_year(), onchange: () => look(frm, dialog) },
			{ fieldtype: "Column Break" },
			{ fieldname: "cycle_name", fieldtype: "Data", label: __("Cycle Name") },
			{ fieldtype: "Column Break" },
			{ fieldname: "budget", fieldtype: "Currency", label: __("Budget for Grants") },
			{ fieldtype: "Section Break" },
			{ fieldname: "html", fieldtype: "HTML" },
		],
		primary_action_label: __("Open the Cycle"),
		primary_action: (values) => open(frm, dialog, values),
	});
	dialog.show();
	look(frm, dialog);
};

const coming_year = () => frappe.datetime.str_to_obj(frappe.datetime.get_today()).getFullYear();

function look(frm, dialog) {
	const year = dialog.get_value("year");
	if (!year || year === dialog.year_shown) return;
	dialog.year_shown = year;
	dialog.disable_primary_action();
	frm.call("preview_cycle", { year }).then(({ message }) => {
		const { name_offered = "" } = dialog;
		if ((dialog.get_value("cycle_name") || "") === name_offered) dialog.set_value("cycle_name", message.cycle_name);
		dialog.name_offered = message.cycle_name;
		dialog.fields_dict.html.$wrapper.html(as_html(message));
		if (!message.problems.length) dialog.enable_primary_action();
	});
}

function open(frm, dialog, { year, cycle_name, budget }) {
	if (year !== dialog.year_shown) return look(frm, dialog);
	dialog.disable_primary_action();
	return frm
		.call({ method: "open_cycle", doc: frm.doc, args: { year, cycle_name, budget }, freeze: true })
		.then(({ message }) => {
			dialog.hide();
			frappe.set_route("Form", "Brand Cycle", message);
		})
		.catch(() => dialog.enable_primary_action());
}

// One after the other, without templates inside templates: those hide their strings from the search for translations.

function as_html(told) {
	return [
		list(__("Cannot Be Opened"), told.problems, "red"),
		list(__("To Be Considered"), told.warnings, "orange"),
		windows(told.windows),
		told.problems.length ? "" : tables(told) + settings(told.settings) + afterwards(),
	].join("");
}

function afterwards() {
	const text = __(
		"The new cycle is being prepared first: correct its dates and rules there before it runs. Later changes of the programme do not touch it."
	);
	return `<p class="text-muted">${text}</p>`;
}

function list(title, rows, colour) {
	if (!rows.length) return "";
	return `<h6><span class="indicator ${colour}">${title}</span></h6><ul>${items(rows)}</ul>`;
}

const items = (rows) => rows.map((row) => `<li>${escape(row)}</li>`).join("");

function windows(rows) {
	const heads = [__("Window"), __("In the Programme"), __("Opens On"), __("Closes On"), __("Units May"), __("Clause")];
	return part(__("Dates"), heads, rows.map(window_line));
}

function window_line({ window, old, new: days, flags, opens, clause }) {
	const span = old.map(date).join(" – ");
	const ends = days.map((day, place) => end(day, flags[place])).join("");
	return `<tr><td>${escape(window)}</td><td class="text-muted text-nowrap">${span}</td>${ends}
		<td>${escape(opens.join(" · "))}</td><td>${escape(clause)}</td></tr>`;
}

const date = (day) => escape(frappe.datetime.str_to_user(day));

function end(day, flag) {
	const note = flag ? ` <span class="indicator-pill no-indicator-dot orange">${escape(flag)}</span>` : "";
	return `<td class="text-nowrap">${date(day)}${note}</td>`;
}

function tables({ tables: copied, score_sheets, categories }) {
	const sheets = score_sheets.map(sheet_name);
	const rows = [
		...copied,
		{ table: __("Score Sheets"), rows: sheets.length, names: sheets },
		{ table: __("Categories"), rows: categories.length, names: categories },
	];
	return part(__("Rules That Are Copied"), [__("Table"), __("Rows"), __("Content")], rows.map(table_line));
}

const sheet_name = ({ purpose, sheet, criteria }) => __("{0}: {1}, {2} criteria", [purpose, sheet, criteria]);

function table_line({ table, rows, names }) {
	const content = names.length ? `<ol class="bu-names">${items(names)}</ol>` : "";
	return `<tr><td class="text-nowrap">${escape(table)}</td><td class="text-right">${rows}</td><td>${content}</td></tr>`;
}

function settings(rows) {
	const lines = rows.map(({ field, value }) => `<tr><td>${escape(field)}</td><td>${escape(value)}</td></tr>`);
	return part(__("Settings"), [__("Field"), __("Value")], lines);
}

function part(title, heads, lines) {
	if (!lines.length) return "";
	const head = heads.map((text) => `<th class="text-nowrap">${text}</th>`).join("");
	return `<h6>${title}</h6><table class="table table-bordered bu-opening"><thead><tr>${head}</tr></thead>
		<tbody>${lines.join("")}</tbody></table>`;
}

// What every juror gave and all that follows from it, below the rows of a decision.

import { text } from "./html";

frappe.provide("brand_union.decision_table");

const METHOD = "brand_union.services.decision_table.of_decision";
const EXPORT = "/api/method/brand_union.services.decision_export.download";
const READERS = ["Brand Officer", "Brand Administrator", "Brand Auditor"];
// With more jurors than this each project lists its own instead of having a column for everybody.
const MOST_COLUMNS = 9;

const dash = (value) => (value === null || value === undefined || value === "" ? "–" : text(value));
const part_label = (part) => __(part, null, "Review Panel Part");
const method_label = (method) => __(method, null, "Review Panel");

brand_union.decision_table.show = async (frm) => {
	const { $wrapper } = frm.fields_dict.rows;
	$wrapper.siblings(".bu-decision-table").remove();
	if (!frm.doc.rows.length || !frappe.user.has_role(READERS)) return;
	const $table = $(`<div class="bu-decision-table"></div>`).insertAfter($wrapper);
	// Not a method of the document: its answer would replace what is typed in the form.
	const { message } = await frappe.call({ method: METHOD, type: "GET", args: { decision: frm.doc.name } });
	if (!message) return;
	$table.html(html_of(message));
	frm.remove_custom_button(__("Export to Excel"));
	frm.add_custom_button(__("Export to Excel"), () => window.open(`${EXPORT}?decision=${encodeURIComponent(frm.doc.name)}`));
};

function html_of(table) {
	const about = table.about.map(([label, said]) => `<dt>${text(label)}</dt><dd>${text(said)}</dd>`).join("");
	return `<h5>${__("Scores and Figures")}</h5><dl class="bu-about">${about}</dl>${projects_html(table)}
		<h5>${__("The Jurors")}</h5>${jurors_html(table)}`;
}

function projects_html(table) {
	const is_wide = table.jurors.length > MOST_COLUMNS;
	const [own] = table.methods;
	const parts = (table.parts || []).map(({ part }) => part).filter((part) => part !== "Jury");
	const jurors = is_wide ? [__("Jurors")] : table.jurors.map((row) => row.juror_name);
	const heads = [
		...[__("Rank"), __("Project"), method_label(own), ...parts.map(part_label), ...jurors, __("Standard Deviation")],
		...[__("Standardised Score"), __("Above the Line (%)"), __("Valid / Missing / Recused")],
		...[__("Flags"), __("Rank by Each Method")],
	];
	const line = (row) => [
		...[dash(row.rank), `<b>${text(row.project_title)}</b><br><span class="text-muted">${text(row.unit_name)}</span>`],
		...[`<b>${dash(row.score)}</b>`, ...parts.map((part) => dash(row.parts?.[part])), ...(is_wide ? [list_of(row)] : table.jurors.map(({ juror }) => cell_of(row, juror)))],
		...[dash(row.spread), dash(row.standardised), dash(row.firmness)],
		...[`${row.valid} / ${row.missing} / ${row.recused}`, row.flags.map(text).join("<br>"), ranks_of(row, table.methods)],
	];
	return `<div class="bu-figures">${table_html(heads, table.rows.map(line))}</div>`;
}

const cell_of = (row, juror) => sheet_html(row.sheets.find((sheet) => sheet.juror === juror));
const list_of = (row) => row.sheets.map((sheet) => `${text(sheet.juror_name)}: ${sheet_html(sheet)}`).join("<br>");

const ranks_of = (row, methods) =>
	`<small>${methods.map((method) => `${text(method_label(method))} ${dash(row.ranks[method])}`).join(" · ")}</small>`;

function sheet_html(sheet) {
	if (!sheet) return "";
	if (sheet.status === "Recused") return `<span class="text-muted" title="${text(sheet.reason)}">${__("Recused")}</span>`;
	if (sheet.status !== "Submitted") return `<span class="text-muted">${__("Missing", null, "Brand Review")}</span>`;
	const parts = [sheet.vote && __(sheet.vote, null, "Brand Review"), sheet.total].filter(Boolean).map(text);
	const z = sheet.z === null ? "" : ` <small class="text-muted">z ${text(sheet.z)}</small>`;
	return `${parts.join(" · ")}${z}`;
}

function jurors_html({ jurors }) {
	const heads = [__("Juror"), __("Sheets"), __("Mean"), __("Standard Deviation"), __("Leniency"), __("Without z-Scores")];
	const line = (row) => [text(row.juror_name), row.valid, dash(row.mean), dash(row.spread), dash(row.leniency), text(row.no_z)];
	const hint = __("Leniency: how many points more than the other jurors of the same projects, on average.");
	return `${table_html(heads, jurors.map(line))}<p class="text-muted small">${hint}</p>`;
}

function table_html(heads, rows) {
	const cells = (tag, values) => values.map((value) => `<${tag}>${value}</${tag}>`).join("");
	const body = rows.map((values) => `<tr>${cells("td", values)}</tr>`).join("");
	return `<div class="bu-packet-table"><table class="table table-bordered table-sm"><thead><tr>${cells("th", heads.map(text))}</tr></thead><tbody>${body}</tbody></table></div>`;
}

// Who would score what in a panel: shown before it is opened, and before missing reviews are given out.

import { text } from "./html";

frappe.provide("brand_union.panel_plan");

brand_union.panel_plan.preview = (frm) => {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the panel first."));
	frm.call("preview_assignment").then(({ message }) => message && show(frm, message));
};

brand_union.panel_plan.fill_up = (frm) => {
	frm.call("preview_missing").then(({ message }) => {
		if (!message.sheets) {
			const text = list(message.problems) || __("Every project has its reviews.");
			return frappe.msgprint({ title: __("Nothing to Assign"), message: text });
		}
		const told = `<p>${__("{0} sheets are given out; every sheet given before stays.", [message.sheets])}</p>`;
		const dialog = new frappe.ui.Dialog({
			title: __("Assign Missing Reviews"),
			fields: [html(told + loads_table(message.loads) + warning(__("Still Missing"), message.problems))],
			primary_action_label: __("Assign"),
			primary_action: () => act(frm, dialog, "assign_missing"),
		});
		dialog.show();
	});
};

const html = (options) => ({ fieldtype: "HTML", options });
const list = (lines) => (lines.length ? `<ul>${lines.map((line) => `<li>${text(line)}</li>`).join("")}</ul>` : "");

function show(frm, plan) {
	const is_ready = !plan.problems.length;
	const dialog = new frappe.ui.Dialog({
		title: __("Who Scores What"),
		size: "large",
		fields: [html(page(frm.doc, plan))],
		...(is_ready && {
			primary_action_label: __("Open Panel"),
			primary_action: () => act(frm, dialog, "open_panel"),
		}),
		...(frm.doc.reviews_per_project && {
			secondary_action_label: __("Let Everyone Score Everything"),
			secondary_action: () => let_everyone(frm, dialog),
		}),
	});
	dialog.show();
}

function act(frm, dialog, method) {
	dialog.hide();
	frm.call({ method, doc: frm.doc, freeze: true }).then(() => frm.reload_doc());
}

function let_everyone(frm, dialog) {
	dialog.hide();
	frm.set_value("reviews_per_project", 0)
		.then(() => frm.save())
		.then(() => frm.is_dirty() || brand_union.panel_plan.preview(frm));
}

function page({ reviews_per_project }, plan) {
	const way = reviews_per_project
		? __("Each project gets {0} reviews, as evenly as conflicts and limits allow.", [reviews_per_project])
		: __("Every juror scores every project, but for conflicts of interest.");
	const size = __("{0} jurors, {1} projects, {2} sheets, {3} recusals.", [
		...[plan.jurors, plan.projects, plan.sheets, plan.recusals.length],
	]);
	return [
		warning(__("Cannot Be Opened Yet"), plan.problems),
		`<p>${text(way)} ${text(size)}</p>`,
		loads_table(plan.loads),
		recusals_table(plan.recusals),
		notes(plan.notes),
	].join("");
}

function warning(title, lines) {
	return lines.length ? `<div class="alert alert-danger"><b>${text(title)}</b>${list(lines)}</div>` : "";
}

function notes(lines) {
	if (!lines.length) return "";
	return `<h6>${__("Look at This Before You Open the Panel")}</h6><div class="bu-notes">${list(lines)}</div>`;
}

function loads_table(loads) {
	const most = Math.max(1, ...loads.map((row) => row.projects));
	const bar = (projects) =>
		`<div class="progress" style="height: 6px; margin-top: 8px"><div class="progress-bar" style="width: ${(100 * projects) / most}%"></div></div>`;
	const rows = loads.map((row) => [
		...[text(row.juror), `<div class="text-right">${row.projects}</div>`, bar(row.projects)],
		...[`<div class="text-right">${row.cap || "–"}</div>`, `<div class="text-right">${row.recused || "–"}</div>`],
	]);
	return table([[__("Juror")], [__("Projects"), 80], ["", 160], [__("At Most"), 80], [__("Recused"), 80]], rows);
}

function recusals_table(recusals) {
	if (!recusals.length) return "";
	const rows = recusals.map((row) => [
		...[text(row.juror), text(row.project), __(row.conflict, null, "Panel Assignment"), text(row.reason)],
	]);
	const heads = [[__("Juror")], [__("Project")], [__("Conflict"), 130], [__("Reason")]];
	return `<h6>${__("Recused")}</h6>${table(heads, rows)}`;
}

function table(heads, rows) {
	const width = (pixels) => (pixels ? ` style="width: ${pixels}px"` : "");
	const head = heads.map(([label, pixels]) => `<th${width(pixels)}>${label}</th>`).join("");
	const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("");
	return `<div class="table-responsive"><table class="table table-bordered table-sm">
		<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

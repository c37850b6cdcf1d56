// The scores that count beside the jury's: entered by the office in one table of projects and parts.

import { text } from "./html";

frappe.provide("brand_union.part_scores");

const PART = "Review Panel Part";

brand_union.part_scores.add_buttons = (frm) => {
	if (frm.doc.status === "Draft" || !other_parts(frm).length) return;
	frm.add_custom_button(__("Scores of Other Parts"), () => show(frm));
};

const other_parts = ({ doc }) => (doc.parts || []).map(({ part }) => part).filter((part) => part !== "Jury");

function show(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Scores of Other Parts"),
		size: "large",
		fields: [{ fieldname: "table", fieldtype: "HTML" }],
		primary_action_label: __("Save"),
		primary_action: () => {
			const scores = typed(dialog);
			frm.call("enter_part_scores", { scores }).then(({ message }) => {
				if (!message) return;
				dialog.hide();
				frm.reload_doc();
				frappe.show_alert({ message: __("{0} scores changed.", [message.changed]), indicator: "green" });
			});
		},
	});
	dialog.fields_dict.table.$wrapper.html(table_html(frm));
	dialog.show();
}

function table_html(frm) {
	const parts = other_parts(frm);
	const score_of = (project, part) => frm.doc.part_scores.find((row) => row.project === project && row.part === part)?.score;
	const heads = [__("Project"), ...parts.map((part) => __(part, null, PART))];
	const box = (project, part) =>
		`<input class="form-control" inputmode="decimal" data-project="${text(project)}" data-part="${part}" value="${text(score_of(project, part))}">`;
	const lines = frm.doc.projects.map((row) => [text(row.project_title), ...parts.map((part) => box(row.project, part))]);
	const cells = (tag, values) => values.map((value) => `<${tag}>${value}</${tag}>`).join("");
	const body = lines.map((values) => `<tr>${cells("td", values)}</tr>`).join("");
	return `<table class="table table-bordered"><thead><tr>${cells("th", heads)}</tr></thead><tbody>${body}</tbody></table>`;
}

function typed(dialog) {
	const scores = {};
	dialog.$wrapper.find("input[data-project]").each((_index, { dataset, value }) => {
		scores[dataset.project] = { ...scores[dataset.project], [dataset.part]: value };
	});
	return scores;
}

// What the jury wrote to the unit, on the form of the project or its summary, once the decision is out.

import { text } from "./html";

frappe.provide("brand_union.jury_comments");

brand_union.jury_comments.add_button = (frm) => {
	if (!frm.doc.decision && !frm.doc.decided_on) return;
	frm.add_custom_button(__("Comments of the Jury"), () => show(frm));
};

async function show(frm) {
	const { message } = await frappe.call({
		method: "brand_union.services.jury_comments.of_document",
		type: "GET",
		args: { doctype: frm.doctype, name: frm.doc.name },
	});
	const line = ({ juror, text: said }) =>
		`<li style="white-space: pre-wrap">${juror ? `<b>${text(juror)}</b>: ` : ""}${text(said)}</li>`;
	const panels = message.map(({ panel, comments }) => `<h5>${text(panel)}</h5><ol>${comments.map(line).join("")}</ol>`);
	frappe.msgprint({
		title: __("Comments of the Jury"),
		message: panels.join("") || __("The jury wrote no comment to the unit."),
		wide: true,
	});
}

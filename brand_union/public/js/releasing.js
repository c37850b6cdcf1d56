// The forms of decisions: rows that the server draws up, a preview of what releasing does, and the release.

import { text } from "./html";

frappe.provide("brand_union.releasing");

brand_union.releasing.keep_rows = (frm) => {
	for (const change of ["cannot_add_rows", "cannot_delete_rows", "cannot_delete_all_rows"]) {
		frm.set_df_property("rows", change, true);
	}
};

// What the rows' `field` may say is that field of the rows in a `table` of the cycle.
brand_union.releasing.offer = (frm, field, table) => {
	const { grid } = frm.fields_dict.rows;
	frappe.db.get_doc("Brand Cycle", frm.doc.cycle).then((cycle) => {
		grid.update_docfield_property(field, "fieldtype", "Select");
		grid.update_docfield_property(field, "options", ["", ...cycle[table].map((row) => row[field])].join("\n"));
		grid.refresh();
	});
};

// `outcome` makes HTML of what the server says that releasing would do; `label` is that of the button before.
brand_union.releasing.add_buttons = (frm, label, outcome, size) => {
	frm.add_custom_button(label, () => draw_up(frm));
	if (!frm.doc.rows.length) return;
	frm.add_custom_button(__("Preview and Release"), () => preview(frm, outcome, size)).addClass("btn-primary");
};

brand_union.releasing.list = (title, items) =>
	items.length ? `<h6>${title}</h6><ul>${items.map((item) => `<li>${text(item)}</li>`).join("")}</ul>` : "";

function draw_up(frm) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the decision first."));
	frm.call("draft_rows").then(() => frm.reload_doc());
}

function preview(frm, outcome, size) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the decision first."));
	frm.call("preview").then(({ message }) => {
		const { list } = brand_union.releasing;
		const told = [
			outcome(message),
			list(__("Before releasing"), message.problems),
			list(__("Good to know"), message.warnings),
		];
		const dialog = new frappe.ui.Dialog({ title: __("Preview"), size, fields: [{ fieldname: "html", fieldtype: "HTML" }] });
		dialog.fields_dict.html.$wrapper.html(told.join(""));
		if (!message.problems.length) dialog.set_primary_action(__("Release"), () => release(frm, dialog));
		dialog.show();
	});
}

function release(frm, dialog) {
	dialog.hide();
	frm.call({ method: "release", doc: frm.doc, freeze: true }).then(() => frm.reload_doc());
}

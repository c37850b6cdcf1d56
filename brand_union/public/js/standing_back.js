// A juror stands back from a project: for a conflict of interest, or because of something else.

frappe.provide("brand_union.standing_back");

brand_union.standing_back.add_buttons = (frm) => {
	const add = (label, method, what_for) =>
		frm.add_custom_button(label, () => leave(frm, label, method, what_for), __("Stand Back"));
	add(
		__("I Have a Conflict of Interest"),
		"declare_conflict",
		__("For instance: a relative, a close colleague or a former unit. The office alone reads it.")
	);
	if (frm.doc.status === "Pending") {
		add(__("I Cannot Score This Project"), "decline", __("For instance: no time, or not your field. The office alone reads it."));
	}
};

function leave(frm, title, method, description) {
	const warning = __("You give back this sheet for good: you will not see the project any more, and nothing that you marked counts.");
	frappe.prompt(
		[
			{ fieldtype: "HTML", options: `<p>${warning}</p>` },
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1, description },
		],
		(values) => frm.call(method, values).then((answer) => answer.exc || left(frm)),
		title,
		__("Give Back the Sheet")
	);
}

function left(frm) {
	frappe.model.remove_from_locals(frm.doctype, frm.docname);
	frappe.set_route("List", frm.doctype);
	frappe.show_alert({ message: __("You have given back the sheet. The office has been told."), indicator: "green" });
}

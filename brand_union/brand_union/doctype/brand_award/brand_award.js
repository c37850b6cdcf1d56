frappe.ui.form.on("Brand Award", {
	refresh(frm) {
		if (frm.doc.status === "Revoked") return frm.dashboard.set_headline(__("This award was revoked."), "red");
		if (frappe.model.can_print(null, frm)) frm.add_custom_button(__("Certificate"), () => brand_union.paper.open(frm));
		if (!frm.perm[0].write) return;
		frm.add_custom_button(__("Recommend"), () => recommend(frm), __("Upward", null, "Brand Award"));
		frm.add_custom_button(__("Enter a Result"), () => enter_result(frm), __("Upward", null, "Brand Award"));
	},
});

const label = (field) => __(frappe.meta.get_label("Brand Award Recommendation", field), null, "Brand Award Recommendation");
const asked = (fieldname, fieldtype = "Data", more = {}) => ({ fieldname, fieldtype, label: label(fieldname), ...more });

function ask(frm, title, fields, method) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the form first."));
	frappe.prompt(fields, (values) => frm.call(method, values).then(() => frm.reload_doc()), title, __("Save"));
}

function recommend(frm) {
	const fields = [
		asked("level", "Data", { reqd: 1 }),
		asked("recommended_to", "Data", { reqd: 1 }),
		asked("honour"),
		asked("recommended_on", "Date", { reqd: 1, default: frappe.datetime.get_today() }),
		asked("document_number"),
	];
	ask(frm, __("Recommend"), fields, "recommend");
}

function enter_result(frm) {
	const open = frm.doc.recommendations.filter((row) => row.result === "Recommended");
	const outside = { value: "", label: __("an honour from outside, without a recommendation") };
	const results = ["Awarded", "Not Awarded"].map((value) => ({ value, label: __(value, null, "Brand Award Recommendation") }));
	const rows = open.map((row) => ({ value: row.name, label: `${row.level} ${row.recommended_to} ${row.honour || ""}` }));
	const fields = [
		{ fieldname: "row", fieldtype: "Select", label: __("Result of"), options: [...rows, outside], default: rows[0]?.value || "" },
		asked("level", "Data", { depends_on: "eval:!doc.row", mandatory_depends_on: "eval:!doc.row" }),
		asked("result", "Select", { reqd: 1, options: results, default: "Awarded" }),
		asked("honour", "Data", { default: open[0]?.honour }),
		asked("result_on", "Date", { reqd: 1, default: frappe.datetime.get_today() }),
		asked("document_number"),
	];
	ask(frm, __("Enter a Result"), fields, "record_result");
}

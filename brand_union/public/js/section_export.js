// All that units wrote in a cycle as a spreadsheet: one row per document, one column per section.

frappe.provide("brand_union.section_export");

const DOWNLOAD = "/api/method/brand_union.services.section_export.download";

brand_union.section_export.add_buttons = (frm) => {
	const exports = {
		"Brand Project": __("Applications with All Sections"),
		"Brand Acceptance": __("Summaries with All Sections"),
	};
	for (const [doctype, label] of Object.entries(exports)) {
		if (!frappe.model.can_export(doctype)) continue;
		const query = new URLSearchParams({ doctype, cycle: frm.doc.name });
		frm.add_custom_button(label, () => window.open(`${DOWNLOAD}?${query}`), __("Export"));
	}
};

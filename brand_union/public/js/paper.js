// The official form of a document as PDF: as it stands, or with room for signatures and marks by hand.

frappe.provide("brand_union.paper");

const DOWNLOAD = "/api/method/brand_union.services.paper.download";

brand_union.paper.add_buttons = (frm) => {
	if (!frappe.model.can_print(null, frm)) return;
	const add = (label, options) => frm.add_custom_button(label, () => brand_union.paper.open(frm, options), __("Official Form"));
	add(__("As It Stands"), {});
	add(__("To Fill In by Hand"), { blank: 1 });
	if (frm.doctype === "Brand Review") add(__("With the Material"), { material: 1 });
};

brand_union.paper.open = (frm, options = {}) => {
	const query = new URLSearchParams({ doctype: frm.doctype, name: frm.doc.name, ...options });
	if (!window.open(frappe.urllib.get_full_url(`${DOWNLOAD}?${query}`))) {
		frappe.msgprint(__("Please enable pop-ups"));
	}
};

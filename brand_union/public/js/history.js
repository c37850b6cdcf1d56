// What only the office may know of a document's past. The server decides who is told.

frappe.provide("brand_union.history");

brand_union.history.add_button = (frm, label) => {
	if (frm.is_new() || !frappe.user.has_role(["Brand Officer", "Brand Administrator"])) return;
	const { doctype, name } = frm.doc;
	frm.add_custom_button(label, () =>
		frappe
			.xcall("brand_union.services.history.kept_by_office", { doctype, name })
			.then((entries) => show(label, entries))
	);
};

function show(title, entries) {
	const dialog = new frappe.ui.Dialog({ title, size: "extra-large", fields: [{ fieldname: "html", fieldtype: "HTML" }] });
	dialog.fields_dict.html.$wrapper.html(entries.length ? table(entries) : nothing());
	dialog.show();
}

const nothing = () => `<p class="text-muted">${__("Nothing is kept for the office alone.")}</p>`;

function table(entries) {
	const heads = [__("Time"), __("Person"), __("Kind"), __("Content")].map((head) => `<th>${head}</th>`).join("");
	return `<table class="table table-bordered bu-history"><thead><tr>${heads}</tr></thead>
		<tbody>${entries.map(line).join("")}</tbody></table>`;
}

function line({ on, by, kind, lines, file_url }) {
	const text = lines.map((part) => frappe.utils.escape_html(part)).join("<br>");
	const content = file_url ? `<a href="${encodeURI(file_url)}" target="_blank">${text}</a>` : text;
	const cells = [on, by, kind].map((part) => `<td class="text-nowrap">${frappe.utils.escape_html(part || "")}</td>`);
	return `<tr>${cells.join("")}<td>${content}</td></tr>`;
}

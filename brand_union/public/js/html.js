// A value as text in HTML: never as markup, whoever wrote it. Nor as code: Frappe takes what an HTML field shows for a
// template, in which braces are run.
export const text = (value) =>
	frappe.utils.escape_html(String(value ?? "")).replace(/[{}]/g, (brace) => `&#${brace.charCodeAt(0)};`);

// A value as text in HTML: never as markup, whoever wrote it.
export const text = (value) => frappe.utils.escape_html(String(value ?? ""));

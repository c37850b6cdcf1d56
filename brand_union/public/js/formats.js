// Frappe shows an option by its DocType's own word in a form, but by the general one in tables and read-only
// fields: "Closed" would be a closed window there, and a concluded project here.
frappe.form.formatters.Select = (value, df) =>
	__(frappe.form.formatters.Data(value, df), null, df?.parent);

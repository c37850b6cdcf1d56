frappe.query_reports["Brand Review Progress"] = brand_union.reports.of_cycle([
	brand_union.reports.filter_in_cycle("panel", __("Panel"), "Review Panel"),
	{
		fieldname: "rows_by",
		label: __("Rows by"),
		fieldtype: "Select",
		options: ["Juror", "Project"],
		default: "Juror",
		reqd: 1,
	},
]);

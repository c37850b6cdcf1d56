frappe.query_reports["Brand Review Progress"] = {
	filters: [
		brand_union.reports.cycle_filter(),
		{
			fieldname: "panel",
			label: __("Panel"),
			fieldtype: "Link",
			options: "Review Panel",
			get_query: () => ({ filters: { cycle: frappe.query_report.get_filter_value("cycle") } }),
		},
		{
			fieldname: "rows_by",
			label: __("Rows by"),
			fieldtype: "Select",
			options: ["Juror", "Project"],
			default: "Juror",
			reqd: 1,
		},
	],

	onload: (report) => brand_union.reports.start_with_current_cycle(report),
};

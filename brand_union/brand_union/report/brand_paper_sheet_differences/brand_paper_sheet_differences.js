frappe.query_reports["Brand Paper Sheet Differences"] = {
	filters: [
		brand_union.reports.cycle_filter(),
		{
			fieldname: "panel",
			label: __("Panel"),
			fieldtype: "Link",
			options: "Review Panel",
			get_query: () => ({ filters: { cycle: frappe.query_report.get_filter_value("cycle") } }),
		},
	],

	onload: (report) => report.get_filter_value("panel") || brand_union.reports.start_with_current_cycle(report),
};

frappe.query_reports["Brand Paper Sheet Differences"] = brand_union.reports.of_cycle(
	[brand_union.reports.filter_in_cycle("panel", __("Panel"), "Review Panel")],
	{
		onload: (report) => report.get_filter_value("panel") || brand_union.reports.start_with_current_cycle(report),
	},
);

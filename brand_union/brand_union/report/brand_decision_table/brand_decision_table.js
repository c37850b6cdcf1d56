frappe.query_reports["Brand Decision Table"] = {
	filters: [
		brand_union.reports.cycle_filter(),
		{
			fieldname: "purpose",
			label: __("Purpose"),
			fieldtype: "Select",
			options: ["", "Selection", "Acceptance"],
			default: "Selection",
		},
		{
			fieldname: "decision",
			label: __("Decision"),
			fieldtype: "Link",
			options: "Brand Decision",
			get_query: () => ({ filters: { cycle: frappe.query_report.get_filter_value("cycle") } }),
		},
		{
			fieldname: "outcome",
			label: __("Outcome"),
			fieldtype: "Select",
			options: [
				"",
				...["Approved", "Not Approved", "Passed", "Rectify", "Deferred", "Terminated"].map((outcome) => ({
					value: outcome,
					label: __(outcome, null, "Brand Decision Row"),
				})),
			],
		},
	],

	onload: (report) => brand_union.reports.start_with_current_cycle(report),
};

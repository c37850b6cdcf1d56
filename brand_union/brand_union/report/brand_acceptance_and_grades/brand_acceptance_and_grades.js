frappe.query_reports["Brand Acceptance and Grades"] = {
	filters: [
		brand_union.reports.cycle_filter(),
		{ fieldname: "grade", label: __("Acceptance Grade"), fieldtype: "Data" },
		{ fieldname: "only_waiting", label: __("Only Those without a Filed Summary"), fieldtype: "Check" },
	],

	onload: (report) => brand_union.reports.start_with_current_cycle(report),
};

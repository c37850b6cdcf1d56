frappe.query_reports["Brand Pipeline"] = {
	filters: [
		brand_union.reports.cycle_filter(),
		{
			fieldname: "group_by",
			label: __("Rows by"),
			fieldtype: "Select",
			options: [
				{ value: "Category", label: __("Category", null, "Brand Project") },
				{ value: "Unit", label: __("Unit") },
			],
			default: "Category",
			reqd: 1,
		},
		{
			fieldname: "chart",
			label: __("Chart by"),
			fieldtype: "Select",
			options: ["Stages", "Groups"],
			default: "Stages",
			reqd: 1,
		},
	],

	onload: (report) => brand_union.reports.start_with_current_cycle(report),

	formatter(value, row, column, data, default_formatter) {
		return value === 0 ? "" : default_formatter(value, row, column, data);
	},
};

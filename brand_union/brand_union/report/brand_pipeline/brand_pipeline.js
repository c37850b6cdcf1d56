frappe.query_reports["Brand Pipeline"] = brand_union.reports.of_cycle(
	[
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
	{
		formatter(value, row, column, data, default_formatter) {
			return value === 0 ? "" : default_formatter(value, row, column, data);
		},
	},
);

frappe.query_reports["Brand Pipeline"] = {
	filters: [
		{ fieldname: "cycle", label: __("Cycle"), fieldtype: "Link", options: "Brand Cycle", reqd: 1 },
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

	async onload(report) {
		const cycle = await frappe.xcall("brand_union.services.figures.current_cycle");
		if (!report.get_filter_value("cycle")) report.set_filter_value("cycle", cycle);
	},

	formatter(value, row, column, data, default_formatter) {
		return value === 0 ? "" : default_formatter(value, row, column, data);
	},
};

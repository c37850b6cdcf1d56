frappe.query_reports["Brand Review Progress"] = {
	filters: [
		{ fieldname: "cycle", label: __("Cycle"), fieldtype: "Link", options: "Brand Cycle", reqd: 1 },
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

	async onload(report) {
		const cycle = await frappe.xcall("brand_union.services.figures.current_cycle");
		if (!report.get_filter_value("cycle")) report.set_filter_value("cycle", cycle);
	},
};

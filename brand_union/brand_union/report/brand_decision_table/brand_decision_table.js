frappe.query_reports["Brand Decision Table"] = {
	filters: [
		{ fieldname: "cycle", label: __("Cycle"), fieldtype: "Link", options: "Brand Cycle", reqd: 1 },
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

	async onload(report) {
		const cycle = await frappe.xcall("brand_union.services.figures.current_cycle");
		if (!report.get_filter_value("cycle")) report.set_filter_value("cycle", cycle);
	},
};

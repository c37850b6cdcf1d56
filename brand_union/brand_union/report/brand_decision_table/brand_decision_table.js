frappe.query_reports["Brand Decision Table"] = {
	filters: [
		{ fieldname: "cycle", label: __("Cycle"), fieldtype: "Link", options: "Brand Cycle" },
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
		const cycle = report.get_filter("cycle");
		if (cycle.get_value()) return;
		const name = await frappe.xcall("brand_union.services.figures.current_cycle");
		if (!name) return;
		// The field shows a title; fetched first, it is there when the value is set.
		await frappe.utils.fetch_link_title("Brand Cycle", name);
		await cycle.set_value(name);
	},
};

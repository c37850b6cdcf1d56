frappe.query_reports["Brand Acceptance and Grades"] = {
	filters: [
		{ fieldname: "cycle", label: __("Cycle"), fieldtype: "Link", options: "Brand Cycle", reqd: 1 },
		{ fieldname: "grade", label: __("Acceptance Grade"), fieldtype: "Data" },
		{ fieldname: "only_waiting", label: __("Only Those without a Filed Summary"), fieldtype: "Check" },
	],

	async onload(report) {
		const cycle = await frappe.xcall("brand_union.services.figures.current_cycle");
		if (!report.get_filter_value("cycle")) report.set_filter_value("cycle", cycle);
	},
};

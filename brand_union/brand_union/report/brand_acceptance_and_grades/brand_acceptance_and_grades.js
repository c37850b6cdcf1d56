frappe.query_reports["Brand Acceptance and Grades"] = {
	filters: [
		{ fieldname: "cycle", label: __("Cycle"), fieldtype: "Link", options: "Brand Cycle" },
		{ fieldname: "grade", label: __("Acceptance Grade"), fieldtype: "Data" },
		{ fieldname: "only_waiting", label: __("Only Those without a Filed Summary"), fieldtype: "Check" },
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

frappe.query_reports["Brand Review Progress"] = {
	filters: [
		{ fieldname: "cycle", label: __("Cycle"), fieldtype: "Link", options: "Brand Cycle" },
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
		const cycle = report.get_filter("cycle");
		if (cycle.get_value()) return;
		const name = await frappe.xcall("brand_union.services.figures.current_cycle");
		if (!name) return;
		// The field shows a title; fetched first, it is there when the value is set.
		await frappe.utils.fetch_link_title("Brand Cycle", name);
		await cycle.set_value(name);
	},
};

frappe.query_reports["Brand Pipeline"] = {
	filters: [
		{ fieldname: "cycle", label: __("Cycle"), fieldtype: "Link", options: "Brand Cycle" },
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
		const cycle = report.get_filter("cycle");
		if (cycle.get_value()) return;
		const name = await frappe.xcall("brand_union.services.figures.current_cycle");
		if (!name) return;
		// The field shows a title; fetched first, it is there when the value is set.
		await frappe.utils.fetch_link_title("Brand Cycle", name);
		await cycle.set_value(name);
	},

	formatter(value, row, column, data, default_formatter) {
		return value === 0 ? "" : default_formatter(value, row, column, data);
	},
};

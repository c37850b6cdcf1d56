frappe.query_reports["Brand Coverage"] = {
	filters: [
		{ fieldname: "cycle", label: __("Cycle"), fieldtype: "Link", options: "Brand Cycle" },
		{
			fieldname: "unit_type",
			label: __("Unit Type"),
			fieldtype: "Select",
			options: ["", "University Union", "Second-level Union", "Women's Federation", "Staff Association"],
		},
		{ fieldname: "only_open", label: __("Only Units with Something Open"), fieldtype: "Check" },
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
		const text = default_formatter(value, row, column, data);
		if (column.fieldname !== "status" || !data) return text;
		const colour = { Filed: "green", Owing: "red", "Draft Only": "orange", Exempt: "gray" }[data.state] || "red";
		return `<span class="indicator-pill ${colour}">${text}</span>`;
	},
};

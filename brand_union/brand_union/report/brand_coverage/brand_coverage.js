frappe.query_reports["Brand Coverage"] = brand_union.reports.of_cycle(
	[
		{
			fieldname: "unit_type",
			label: __("Unit Type"),
			fieldtype: "Select",
			options: ["", "University Union", "Second-level Union", "Women's Federation", "Staff Association"],
		},
		{ fieldname: "only_open", label: __("Only Units with Something Open"), fieldtype: "Check" },
	],
	{
		onload(report) {
			brand_union.reports.start_with_current_cycle(report);
			if (!frappe.model.can_write("Brand Cycle")) return;
			report.page.add_inner_button(__("Send Reminders"), () => brand_union.filing_reminders.ask(report));
		},

		formatter(value, row, column, data, default_formatter) {
			const text = default_formatter(value, row, column, data);
			if (column.fieldname !== "status" || !data) return text;
			const colour = { Filed: "green", Owing: "red", "Draft Only": "orange", Exempt: "gray", Barred: "purple" }[data.state] || "red";
			return `<span class="indicator-pill ${colour}">${text}</span>`;
		},
	},
);

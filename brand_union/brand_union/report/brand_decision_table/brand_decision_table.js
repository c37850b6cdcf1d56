frappe.query_reports["Brand Decision Table"] = brand_union.reports.of_cycle([
	{
		fieldname: "purpose",
		label: __("Purpose"),
		fieldtype: "Select",
		options: ["", "Selection", "Acceptance"],
		default: "Selection",
	},
	brand_union.reports.filter_in_cycle("decision", __("Decision"), "Brand Decision"),
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
]);

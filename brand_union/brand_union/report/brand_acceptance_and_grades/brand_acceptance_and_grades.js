frappe.query_reports["Brand Acceptance and Grades"] = brand_union.reports.of_cycle([
	{ fieldname: "grade", label: __("Acceptance Grade"), fieldtype: "Data" },
	{ fieldname: "only_waiting", label: __("Only Those without a Filed Summary"), fieldtype: "Check" },
]);

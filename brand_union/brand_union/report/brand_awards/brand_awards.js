frappe.query_reports["Brand Awards"] = {
	filters: [
		{ fieldname: "programme", label: __("Programme"), fieldtype: "Link", options: "Brand Programme" },
		brand_union.reports.cycle_filter(),
		{ fieldname: "unit", label: __("Unit"), fieldtype: "Link", options: "Union Unit" },
		{ fieldname: "level", label: __("Level"), fieldtype: "Data" },
		{ fieldname: "from_year", label: __("From Year"), fieldtype: "Int" },
		{ fieldname: "to_year", label: __("To Year"), fieldtype: "Int" },
		{ fieldname: "with_revoked", label: __("Also Revoked Ones"), fieldtype: "Check" },
	],
};

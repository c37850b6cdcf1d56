frappe.treeview_settings["Union Unit"] = {
	breadcrumb: "Brand Union",
	title: __("Union Units"),
	get_tree_root: false,
	root_label: __("Union Units"),
	fields: [
		{ fieldtype: "Data", fieldname: "unit_code", label: __("Unit Code"), reqd: 1 },
		{ fieldtype: "Data", fieldname: "unit_name", label: __("Unit Name"), reqd: 1 },
		{ fieldtype: "Check", fieldname: "is_group", label: __("Has Units Below") },
	],
	ignore_fields: ["parent_union_unit"],
};

frappe.listview_settings["Brand Conflict"] = {
	add_fields: ["valid_until"],
	hide_name_column: true,
	get_indicator({ valid_until }) {
		const is_over = valid_until && valid_until < frappe.datetime.get_today();
		return is_over
			? [__("Ended"), "gray", "valid_until,<,Today"]
			: [__("In Force"), "orange", "valid_until,is,not set"];
	},
};

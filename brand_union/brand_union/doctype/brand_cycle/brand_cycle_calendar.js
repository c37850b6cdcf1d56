frappe.views.calendar["Brand Cycle"] = {
	field_map: {
		id: "name",
		start: "start",
		end: "end",
		title: "title",
		allDay: "all_day",
		// Windows are whole days of the site; shifted to a reader's time zone they would begin a day early.
		convertToUserTz: "in_local_time",
	},
	get_events_method: "brand_union.services.year_calendar.get_events",
	options: {
		selectable: false,
		editable: false,
		// The calendar library knows the language by another code than Frappe.
		locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang,
	},
};

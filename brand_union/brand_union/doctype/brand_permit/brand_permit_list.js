frappe.listview_settings["Brand Permit"] = {
	formatters: { phase: (value) => __(value, null, "Brand Permit") },

	get_indicator({ valid_until }) {
		const today = frappe.datetime.get_today();
		return valid_until >= today
			? [__("Valid"), "green", `valid_until,>=,${today}`]
			: [__("Over"), "gray", `valid_until,<,${today}`];
	},
};

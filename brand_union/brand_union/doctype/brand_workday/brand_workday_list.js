frappe.listview_settings["Brand Workday"] = {
	get_indicator({ kind }) {
		const colour = kind === "Holiday" ? "red" : "blue";
		return [__(kind, null, "Brand Workday"), colour, `kind,=,${kind}`];
	},

	onload(list) {
		list.page.add_inner_button(__("Fill from the National Calendar"), () => ask_for_years(list));
	},
};

function ask_for_years(list) {
	frappe.xcall("brand_union.services.workdays.known_years").then(([first, last]) => {
		if (!first) return frappe.msgprint(__("The national calendar is not installed here. Enter the days by hand."));
		const year = Math.min(new Date().getFullYear(), last);
		const known = __("Known here are the years {0} to {1}.", [first, last]);
		const fields = [
			{ fieldname: "known", fieldtype: "HTML", options: `<p>${known}</p>` },
			{ fieldname: "first_year", fieldtype: "Int", label: __("From Year"), default: year, reqd: 1 },
			{ fieldname: "last_year", fieldtype: "Int", label: __("To Year"), default: year, reqd: 1 },
		];
		frappe.prompt(fields, (years) => fill(list, years), __("Fill from the National Calendar"), __("Fill"));
	});
}

function fill(list, { first_year, last_year }) {
	frappe.xcall("brand_union.services.workdays.fill", { first_year, last_year }).then(({ sentences }) => {
		frappe.msgprint(sentences.map(frappe.utils.escape_html).join("<br>"));
		list.refresh();
	});
}

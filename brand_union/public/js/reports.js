// What the reports share: they are about one cycle, and begin with the current one.

frappe.provide("brand_union.reports");

brand_union.reports.cycle_filter = () => ({
	fieldname: "cycle",
	label: __("Cycle"),
	fieldtype: "Link",
	options: "Brand Cycle",
});

// A document of the chosen cycle; `label` is translated already.
brand_union.reports.filter_in_cycle = (fieldname, label, options) => ({
	fieldname,
	label,
	fieldtype: "Link",
	options,
	get_query: () => ({ filters: { cycle: frappe.query_report.get_filter_value("cycle") } }),
});

// A report about one cycle, with these filters besides.
brand_union.reports.of_cycle = (filters, more = {}) => ({
	filters: [brand_union.reports.cycle_filter(), ...filters],
	onload: (report) => brand_union.reports.start_with_current_cycle(report),
	...more,
});

brand_union.reports.start_with_current_cycle = async (report) => {
	const cycle = report.get_filter("cycle");
	if (cycle.get_value()) return;
	const name = await frappe.xcall("brand_union.services.figures.current_cycle");
	if (!name) return;
	// The field shows a title; fetched first, it is there when the value is set.
	await frappe.utils.fetch_link_title("Brand Cycle", name);
	await cycle.set_value(name);
};

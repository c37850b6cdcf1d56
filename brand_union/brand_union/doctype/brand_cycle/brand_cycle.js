frappe.ui.form.on("Brand Cycle", {
	setup(frm) {
		frm.set_query("selection_sheet", () => ({ filters: { purpose: "Selection", is_active: 1 } }));
		frm.set_query("acceptance_sheet", () => ({ filters: { purpose: "Acceptance", is_active: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		// What is made from here names the cycle by its title. Where the title is still to be fetched, leaving the field
		// before it has come empties it.
		frappe.utils.add_link_title("Brand Cycle", frm.doc.name, frm.doc.cycle_name);
		show_open_phases(frm);
		brand_union.section_export.add_buttons(frm);
		const lists = { "Brand Project": __("Projects"), "Review Panel": __("Panels"), "Brand Decision": __("Decisions") };
		for (const [doctype, label] of Object.entries(lists)) {
			if (!frappe.model.can_read(doctype)) continue;
			frm.add_custom_button(label, () => frappe.set_route("List", doctype, { cycle: frm.doc.name }), __("View"));
		}
	},
});

// What is going on today, from the cycle's own windows.
function show_open_phases(frm) {
	const today = frappe.datetime.get_today();
	const open = (frm.doc.windows || []).filter((row) => row.opens_on <= today && today <= row.closes_on);
	const text = open.length
		? open
				.map((row) => __("{0} until {1}", [name_of(row), frappe.datetime.str_to_user(row.closes_on)]))
				.join(" · ")
		: __("No window is open today.");
	frm.dashboard.set_headline(frappe.utils.escape_html(text), open.length ? "blue" : "gray");
}

function name_of({ phase, title }) {
	const name = __(phase, null, "Brand Programme Window");
	return title ? __("{0} ({1})", [name, title]) : name;
}

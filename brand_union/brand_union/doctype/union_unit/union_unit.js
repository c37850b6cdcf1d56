frappe.ui.form.on("Union Unit", {
	setup(frm) {
		frm.set_query("parent_union_unit", () => ({
			filters: { is_group: 1, status: "Active", name: ["!=", frm.doc.name] },
		}));
		frm.set_query("user", "members", () => ({ filters: { user_type: "System User", enabled: 1 } }));
	},

	refresh(frm) {
		show_history(frm);
		if (frm.is_new() || frm.doc.status !== "Active" || !frappe.model.can_create("Union Unit Change")) return;
		for (const kind of ["Rename", "Merge", "Split", "Close"]) {
			const label = __(kind, null, "Union Unit Change");
			frm.add_custom_button(label, () => change(frm, kind), __("Change This Unit"));
		}
	},
});

function change(frm, kind) {
	const { name, unit_name, head_count } = frm.doc;
	frappe.utils.add_link_title("Union Unit", name, unit_name);
	frappe.new_doc("Union Unit Change", { kind }, (doc) => {
		doc.units_before = [];
		frappe.model.add_child(doc, "Union Unit Change Before", "units_before");
		Object.assign(doc.units_before[0], { unit: name, unit_name, head_count });
		if (kind !== "Rename") return;
		frappe.model.add_child(doc, "Union Unit Change After", "units_after").unit = name;
	});
}

function show_history(frm) {
	const field = frm.get_field("history");
	field.$wrapper.empty();
	if (frm.is_new()) return;
	frm.call("tell_history").then(({ message }) => field.$wrapper.html(entries(message || [])));
}

function entries(rows) {
	if (!rows.length) return `<p class="text-muted">${__("Nothing has changed since the unit was entered.")}</p>`;
	const text = frappe.utils.escape_html;
	const lines = rows.map(
		({ on, text: told, document_number }) =>
			`<tr><td class="text-nowrap">${text(on)}</td><td>${text(told)}</td><td>${text(document_number)}</td></tr>`
	);
	const heads = [__("Date"), __("What Happened"), __("Document Number")].map((head) => `<th>${head}</th>`);
	return `<table class="table table-bordered"><thead><tr>${heads.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table>`;
}

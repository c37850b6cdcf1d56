const MOVERS = ["projects", "people", "below"];

frappe.ui.form.on("Union Unit Change", {
	setup(frm) {
		const active = { filters: { status: "Active" } };
		frm.set_query("unit", "units_before", () => active);
		frm.set_query("unit", "units_after", () => active);
		frm.set_query("parent_unit", "units_after", () => ({ filters: { status: "Active", is_group: 1 } }));
	},

	refresh(frm) {
		for (const table of MOVERS) frm.set_df_property(table, "cannot_add_rows", true);
		offer_units(frm);
		if (frm.is_new()) return frm.set_intro(__("Say which units there are before and after, and save."));
		if (frm.doc.status === "Done") return frm.set_intro(__("Carried out. This paper stays as it is."), "green");
		frm.set_intro(__("Say who takes over, look at the preview, then carry the change out."), "orange");
		frm.add_custom_button(__("Preview"), () => with_preview(frm, (told) => show(frm, told)));
		frm.add_custom_button(__("Carry Out"), () => with_preview(frm, (told) => confirm(frm, told))).addClass("btn-primary");
	},
});

frappe.ui.form.on("Union Unit Change After", {
	unit: offer_units,
	unit_code: offer_units,
	unit_name: offer_units,
	units_after_remove: offer_units,
});

// Where projects, people and units below can go: the units after, by code, shown by name.
function offer_units(frm) {
	const rows = (frm.doc.units_after || []).filter((row) => row.unit || row.unit_code);
	const name_of = (row) => row.unit_name || frappe.utils.get_link_title("Union Unit", row.unit) || row.unit || row.unit_code;
	const names = Object.fromEntries(rows.map((row) => [row.unit || row.unit_code, name_of(row)]));
	const options = Object.entries(names).map(([value, label]) => ({ value, label }));
	for (const table of MOVERS) {
		const { grid } = frm.fields_dict[table];
		grid.update_docfield_property("goes_to", "options", options);
		grid.update_docfield_property("goes_to", "formatter", (value) => frappe.utils.escape_html(names[value] || value || ""));
	}
}

function with_preview(frm, then) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the change first."));
	frm.call("preview").then(({ message }) => then(message));
}

function show(frm, told) {
	const dialog = new frappe.ui.Dialog({
		title: __("What Will Happen"),
		size: "extra-large",
		fields: [{ fieldname: "html", fieldtype: "HTML" }],
	});
	dialog.fields_dict.html.$wrapper.html(as_html(told));
	dialog.show();
	return dialog;
}

function confirm(frm, told) {
	const dialog = show(frm, told);
	if (told.problems.length) return;
	dialog.set_primary_action(__("Carry Out"), () => {
		dialog.hide();
		frm.call({ method: "carry_out", doc: frm.doc, freeze: true }).then(({ message }) => {
			frm.reload_doc();
			frappe.show_alert({
				message: __("{0} unit(s) changed; {1} project(s) and {2} people go elsewhere.", [
					message.units,
					message.projects,
					message.people,
				]),
				indicator: "green",
			});
		});
	});
}

function as_html(told) {
	return [
		list(__("Not Possible Yet"), told.problems, "red"),
		list(__("To Be Considered"), told.warnings, "orange"),
		list(__("Units"), told.units, "blue"),
		table(__("Open Projects"), told.projects, {
			title: __("Project Title"),
			stage: __("Stage"),
			from: __("Old Unit"),
			to: __("Goes To"),
		}),
		table(__("People"), told.people, {
			name: __("Full Name", null, "Union Unit Member"),
			from: __("Old Unit"),
			to: __("Goes To"),
			post: __("Post", null, "Union Unit Member"),
		}),
		table(__("Units Below"), told.below, { unit: __("Unit"), to: __("Goes To") }),
		table(__("Quotas and Duties of Running Cycles"), told.quota, {
			cycle: __("Cycle"),
			unit: __("Unit"),
			cap: __("At Most"),
			duty: __("At Least"),
			filed: __("Filed"),
		}),
		table(__("New Conflicts of Interest in Open Panels"), told.conflicts, {
			panel: __("Panel"),
			project: __("Project Title"),
			juror: __("Juror"),
			reason: __("Reason"),
		}),
	].join("");
}

function list(title, rows, colour) {
	if (!rows.length) return "";
	const lines = rows.map((row) => `<li>${frappe.utils.escape_html(row)}</li>`).join("");
	return `<h6><span class="indicator ${colour}">${title}</span></h6><ul>${lines}</ul>`;
}

function table(title, rows, columns) {
	if (!rows.length) return "";
	const cell = (value) => `<td>${frappe.utils.escape_html(String(value ?? ""))}</td>`;
	const lines = rows.map((row) => `<tr>${Object.keys(columns).map((key) => cell(row[key])).join("")}</tr>`);
	const heads = Object.values(columns).map((head) => `<th>${head}</th>`);
	return `<h6>${title}</h6><table class="table table-bordered"><thead><tr>${heads.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table>`;
}

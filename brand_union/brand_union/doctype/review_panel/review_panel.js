const REVIEWED_FROM = { Selection: { stage: "Checked" }, Acceptance: { stage: "Acceptance" } };

frappe.ui.form.on("Review Panel", {
	setup(frm) {
		frm.set_query("cycle", () => ({ filters: { status: "Running" } }));
		frm.set_query("score_sheet", () => ({ filters: { purpose: frm.doc.purpose, is_active: 1 } }));
		frm.set_query("juror", "jurors", () => ({ query: "brand_union.services.choices.jurors" }));
		frm.set_query("project", "projects", () => ({
			filters: { cycle: frm.doc.cycle, ...REVIEWED_FROM[frm.doc.purpose] },
		}));
	},

	cycle: copy_rules,
	purpose: copy_rules,

	refresh(frm) {
		if (frm.is_new() && frm.doc.cycle && !frm.doc.method) copy_rules(frm);
		if (frm.is_new()) return frm.set_intro(__("Choose the cycle, add jurors and projects, and save."));
		const [text, colour] = next_step(frm.doc);
		frm.dashboard.set_headline(text, colour);
		add_buttons(frm);
		brand_union.defence.add_buttons(frm);
		brand_union.score_entry.add_buttons(frm);
	},
});

function copy_rules(frm) {
	if (!frm.is_new() || !frm.doc.cycle) return;
	frappe.db.get_doc("Brand Cycle", frm.doc.cycle).then((cycle) => {
		const rules = [
			...["method", "trim_from", "trim_count", "votes_needed", "min_valid_sheets", "reviews_per_project"],
			...["hide_unit", "hide_jurors", "others_scores"],
		];
		frm.set_value(Object.fromEntries(rules.map((field) => [field, cycle[field]])));
		frm.set_value("score_sheet", frm.doc.purpose === "Selection" ? cycle.selection_sheet : cycle.acceptance_sheet);
	});
}

function next_step({ status, closes_on }) {
	if (status === "Draft") return [__("Look at the assignment, then open the panel."), "orange"];
	if (status === "Sealed") return [__("Sealed. Draw up the decision from it."), "green"];
	const until = closes_on ? frappe.datetime.str_to_user(closes_on) : "—";
	return [__("The jurors are scoring until {0}. Seal the panel when their sheets are in.", [until]), "blue"];
}

function add_buttons(frm) {
	const button = (label, action) => frm.add_custom_button(label, action);
	if (frm.doc.status === "Draft") {
		button(__("Open Panel"), () => preview(frm)).addClass("btn-primary");
	} else if (frm.doc.status === "Open") {
		button(__("Sheets"), () => show_sheets(frm));
		button(__("Recuse"), () => recuse(frm));
		if (frm.doc.reviews_per_project) button(__("Assign Missing Reviews"), () => assign_missing(frm));
		button(__("Add Juror"), () => add_juror(frm));
		button(__("Seal"), () => seal(frm)).addClass("btn-primary");
	} else {
		button(__("Sheets"), () => show_sheets(frm));
		button(__("Reopen"), () => ask(frm, "reopen", [reason_field()]));
		button(__("Decision"), () => open_decision(frm)).addClass("btn-primary");
	}
}

const reason_field = () => ({ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 });

function ask(frm, method, fields) {
	frappe.prompt(fields, (values) => frm.call(method, values).then(() => frm.reload_doc()), __("Please Confirm"));
}

function preview(frm) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the panel first."));
	frm.call("preview_assignment").then(({ message }) => {
		if (message.problems.length) {
			return frappe.msgprint({ title: __("Cannot Be Opened Yet"), message: message.problems.map(frappe.utils.escape_html), as_list: true });
		}
		const text = (value) => frappe.utils.escape_html(value);
		const recusals = message.recusals.map(
			(row) => `<li>${text(row.juror)} – ${text(row.project)}: ${text(row.reason)}</li>`
		);
		frappe.confirm(
			__("{0} jurors score {1} projects on {2} sheets. Recused: {3}.", [
				message.jurors,
				message.projects,
				message.sheets,
				recusals.length,
			]) + loads_table(message.loads) + `<ul>${recusals.join("")}</ul>` + notes_html(message.notes),
			() => frm.call({ method: "open_panel", doc: frm.doc, freeze: true }).then(() => frm.reload_doc())
		);
	});
}

function notes_html(notes) {
	if (!notes.length) return "";
	const items = notes.map((note) => `<li>${frappe.utils.escape_html(note)}</li>`).join("");
	const title = __("Look at This Before You Open the Panel");
	return `<h6>${title}</h6><ul class="bu-notes">${items}</ul>`;
}

function loads_table(loads) {
	const text = (value) => frappe.utils.escape_html(String(value));
	const rows = loads.map((row) => `<tr><td>${text(row.juror)}</td><td class="text-right">${text(row.projects)}</td></tr>`);
	return `<table class="table table-bordered"><thead><tr><th>${__("Juror")}</th><th class="text-right">${__("Projects")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function assign_missing(frm) {
	frm.call("preview_missing").then(({ message }) => {
		const problems = message.problems.map((problem) => `<li>${frappe.utils.escape_html(problem)}</li>`).join("");
		if (!message.sheets) {
			const text = problems ? `<ul>${problems}</ul>` : __("Every project has its reviews.");
			return frappe.msgprint({ title: __("Nothing to Assign"), message: text });
		}
		frappe.confirm(
			__("{0} sheets are given out; every sheet given before stays.", [message.sheets]) +
				loads_table(message.loads) +
				`<ul>${problems}</ul>`,
			() => frm.call({ method: "assign_missing", doc: frm.doc, freeze: true }).then(() => frm.reload_doc())
		);
	});
}

function seal(frm) {
	frappe.confirm(__("After sealing nobody can change a score. Seal the panel?"), () =>
		frm.call("seal").then(({ message }) => {
			frm.reload_doc();
			frappe.msgprint(__("{0} sheets were handed in, {1} are missing.", [message.submitted, message.missing]));
		})
	);
}

function recuse(frm) {
	const jurors = frm.doc.jurors.map((row) => ({ value: row.juror, label: row.juror_name }));
	const projects = frm.doc.projects.map((row) => ({ value: row.project, label: row.project_title }));
	ask(frm, "recuse", [
		{ fieldname: "juror", fieldtype: "Select", label: __("Juror"), options: jurors, reqd: 1 },
		{ fieldname: "project", fieldtype: "Select", label: __("Project"), options: projects, reqd: 1 },
		reason_field(),
	]);
}

function add_juror(frm) {
	const get_query = () => ({ query: "brand_union.services.choices.jurors" });
	ask(frm, "add_juror", [
		{ fieldname: "juror", fieldtype: "Link", options: "User", label: __("Juror"), reqd: 1, get_query },
	]);
}

const show_sheets = (frm) => frappe.set_route("List", "Panel Assignment", { panel: frm.doc.name });

function open_decision({ doc }) {
	frappe.db.get_value("Brand Decision", { panel: doc.name, status: "Draft" }, "name").then(({ message }) => {
		if (message.name) return frappe.set_route("Form", "Brand Decision", message.name);
		const { cycle, purpose, name: panel } = doc;
		frappe.new_doc("Brand Decision", { cycle, purpose, panel });
	});
}

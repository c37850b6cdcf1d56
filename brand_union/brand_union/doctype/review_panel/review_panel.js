const REVIEWED_FROM = { Selection: { stage: "Checked" }, Acceptance: { stage: "Acceptance" } };

frappe.ui.form.on("Review Panel", {
	setup(frm) {
		frm.set_query("cycle", () => ({ filters: { status: "Running" } }));
		frm.set_query("score_sheet", () => ({ filters: { purpose: frm.doc.purpose, is_active: 1 } }));
		frm.set_query("organiser", () => ({
			query: "brand_union.services.choices.organisers_of_cycle",
			filters: { cycle: frm.doc.cycle },
		}));
		frm.set_query("juror", "jurors", () => ({ query: "brand_union.services.choices.jurors" }));
		frm.set_query("project", "projects", () => ({
			filters: {
				...{ cycle: frm.doc.cycle, ...REVIEWED_FROM[frm.doc.purpose] },
				...(frm.doc.organiser && !frm.doc.is_joint ? { organiser: frm.doc.organiser } : {}),
			},
		}));
	},

	cycle: copy_rules,
	purpose: copy_rules,

	refresh(frm) {
		show_joint(frm);
		if (frm.is_new() && frm.doc.cycle && !frm.doc.method) copy_rules(frm);
		if (frm.is_new()) return frm.set_intro(__("Choose the cycle, add jurors and projects, and save."));
		const [text, colour] = next_step(frm.doc);
		frm.dashboard.set_headline(text, colour);
		add_buttons(frm);
		brand_union.panel_jurors.add_buttons(frm);
		brand_union.defence.add_buttons(frm);
		brand_union.score_entry.add_buttons(frm);
		brand_union.part_scores.add_buttons(frm);
	},
});

// A cycle with one organiser has nothing to hold together.
function show_joint(frm) {
	frm.toggle_display("is_joint", !!frm.doc.is_joint);
	if (!frm.doc.cycle) return;
	frappe.model.with_doc("Brand Cycle", frm.doc.cycle, () => {
		const cycle = frappe.get_doc("Brand Cycle", frm.doc.cycle);
		frm.toggle_display("is_joint", !!frm.doc.is_joint || !!cycle?.co_organisers?.length);
	});
}

function copy_rules(frm) {
	show_joint(frm);
	if (!frm.is_new() || !frm.doc.cycle) return;
	frappe.db.get_doc("Brand Cycle", frm.doc.cycle).then((cycle) => {
		const rules = [
			...["method", "trim_from", "trim_count", "votes_needed", "min_valid_sheets", "reviews_per_project"],
			...["hide_unit", "hide_jurors", "others_scores"],
		];
		frm.set_value(Object.fromEntries(rules.map((field) => [field, cycle[field]])));
		const purpose = frm.doc.purpose.toLowerCase();
		frm.set_value({ score_sheet: cycle[`${purpose}_sheet`], mode: cycle[`${purpose}_mode`] });
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
		button(__("Open Panel"), () => brand_union.panel_plan.preview(frm)).addClass("btn-primary");
	} else if (frm.doc.status === "Open") {
		button(__("Sheets"), () => show_sheets(frm));
		if (frm.doc.reviews_per_project) button(__("Assign Missing Reviews"), () => brand_union.panel_plan.fill_up(frm));
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

function seal(frm) {
	frappe.confirm(__("After sealing nobody can change a score. Seal the panel?"), () =>
		frm.call("seal").then(({ message }) => {
			frm.reload_doc();
			frappe.msgprint(__("{0} sheets were handed in, {1} are missing.", [message.submitted, message.missing]));
		})
	);
}

const show_sheets = (frm) => frappe.set_route("List", "Panel Assignment", { panel: frm.doc.name });

function open_decision({ doc }) {
	frappe.db.get_value("Brand Decision", { panel: doc.name, status: "Draft" }, "name").then(({ message }) => {
		if (message.name) return frappe.set_route("Form", "Brand Decision", message.name);
		const { cycle, purpose, name: panel } = doc;
		frappe.new_doc("Brand Decision", { cycle, purpose, panel });
	});
}

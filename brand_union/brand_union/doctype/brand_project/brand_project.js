const WITH_REASON = ["Draft", "Not Approved", "Terminated"];

frappe.ui.form.on("Brand Project", {
	setup(frm) {
		frm.set_query("cycle", () => ({ filters: { status: "Running" } }));
		frm.set_query("category", () => ({
			query: "brand_union.services.choices.categories_of_cycle",
			filters: { cycle: frm.doc.cycle },
		}));
		frm.set_query("organiser", () => ({
			query: "brand_union.services.choices.organisers_of_cycle",
			filters: { cycle: frm.doc.cycle, unit: frm.doc.unit },
		}));
		frm.set_query("unit", "joint_units", () => ({
			query: "brand_union.services.choices.active_units",
			filters: { except: frm.doc.unit },
		}));
		frm.set_query("continues_project", () => ({
			filters: { unit: frm.doc.unit, name: ["!=", frm.doc.name], stage: "Closed" },
		}));
	},

	onload(frm) {
		if (!frm.is_new()) return;
		frappe
			.xcall("brand_union.services.choices.defaults_of_new_project")
			.then((defaults) => frm.set_value({ ...defaults, ...given(frm, Object.keys(defaults)) }));
	},

	refresh(frm) {
		brand_union.form_sections.refresh(frm);
		if (frm.is_new()) return;
		brand_union.signing.show_next_step(frm);
		brand_union.versions.add_button(frm);
		brand_union.history.add_button(frm, __("Internal History"));
		brand_union.paper.add_buttons(frm);
		brand_union.jury_comments.add_button(frm);
		if (["Decided", "Under Way"].includes(frm.doc.stage) && frappe.model.can_create("Brand Adjustment")) {
			frm.add_custom_button(__("Adjustment"), () => frappe.new_doc("Brand Adjustment", { project: frm.doc.name }));
		}
		if (frm.doc.stage === "Under Way" && frappe.model.can_create("Brand Acceptance")) {
			frm.add_custom_button(__("Summary Form"), () => open_summary(frm)).addClass("btn-primary");
		}
	},

	cycle(frm) {
		brand_union.form_sections.refresh(frm);
		tell_allowance(frm);
	},
	unit: (frm) => tell_allowance(frm),
	category: (frm) => brand_union.form_sections.draw(frm),

	before_workflow_action: (frm) => brand_union.workflow.before_action(frm, WITH_REASON),
});

// How many applications the unit may and must file, before the form is saved for the first time.
function tell_allowance(frm) {
	const { cycle, unit } = frm.doc;
	if (!frm.is_new() || !cycle || !unit) return;
	frappe.xcall("brand_union.services.allowance_told.of_new", { cycle, unit }).then((told) => {
		if (!frm.is_new() || frm.doc.cycle !== cycle || frm.doc.unit !== unit) return;
		// A second sentence would be shown beside the first one.
		frm.set_intro();
		frm.set_intro(frappe.utils.escape_html(told), "blue");
	});
}

// What the user, or the link that was followed, has already filled in.
function given(frm, fields) {
	return Object.fromEntries(fields.filter((field) => frm.doc[field]).map((field) => [field, frm.doc[field]]));
}

function open_summary(frm) {
	frappe
		.xcall("brand_union.services.acceptance.start", { project: frm.doc.name })
		.then((name) => frappe.set_route("Form", "Brand Acceptance", name));
}

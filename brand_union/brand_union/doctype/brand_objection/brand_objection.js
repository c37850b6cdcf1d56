const OPEN = ["Received", "Under Examination"];

frappe.ui.form.on("Brand Objection", {
	setup(frm) {
		frm.set_query("notice", () => ({
			filters: { kind: "Public Notice", status: ["in", ["Posted", "Concluded"]] },
		}));
		frm.set_query("project", () => ({
			query: "brand_union.services.choices.projects_of_notice",
			filters: { notice: frm.doc.notice },
		}));
	},

	refresh(frm) {
		if (frm.is_new()) {
			return frm.set_intro(__("Enter an objection that came in writing, and when it came. Attach the paper and its evidence after saving."));
		}
		// Kept as it came; what happens to it happens by the buttons.
		frm.disable_save();
		const [text, colour] = next_step(frm.doc);
		frm.dashboard.set_headline(text, colour);
		if (OPEN.includes(frm.doc.status)) return add_steps(frm);
		if (frm.doc.status === "Upheld") {
			frm.add_custom_button(__("Open the Decision"), () => open_decision(frm)).addClass("btn-primary");
		}
	},
});

function next_step({ status, project }) {
	if (status === "Received") return [__("Confirm to the objector that it has come in, and begin to examine it."), "orange"];
	if (status === "Under Examination") return [__("Write down what is found, then uphold or reject it."), "blue"];
	if (status !== "Upheld") return [__("Concluded. Tell the objector the result."), "green"];
	return project
		? [__("Upheld: the project goes on when a correction of the decision is released."), "red"]
		: [__("Upheld: the projects of the notice go on when a correction of the decision is released."), "red"];
}

function add_steps(frm) {
	const found = __("What was found, and why");
	if (frm.doc.status === "Received") {
		ask(frm, __("Begin Examination"), "examine", "note", __("Note", null, "Brand Objection Event"), 0).addClass("btn-primary");
	} else {
		ask(frm, __("Write Down"), "write_down", "note", __("Note", null, "Brand Objection Event"));
	}
	ask(frm, __("Uphold"), "uphold", "conclusion", found, 1, __("Conclude Objection"));
	ask(frm, __("Reject", null, "Brand Objection"), "reject", "conclusion", found, 1, __("Conclude Objection"));
	ask(frm, __("Taken Back by the Objector"), "take_back", "conclusion", found, 1, __("Conclude Objection"));
}

function ask(frm, label, method, argument, question, reqd = 1, group = null) {
	return frm.add_custom_button(
		label,
		() =>
			frappe.prompt(
				{ fieldname: "text", fieldtype: "Small Text", label: question, reqd },
				({ text }) => frm.call(method, { [argument]: text || "" }).then(() => frm.reload_doc()),
				label
			),
		group
	);
}

function open_decision(frm) {
	frappe.db
		.get_value("Brand Notice", frm.doc.notice, "decision")
		.then(({ message }) => frappe.set_route("Form", "Brand Decision", message.decision));
}

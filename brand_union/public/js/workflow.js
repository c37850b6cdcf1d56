// What the forms of documents with a workflow share. The server decides; this only asks in time.

frappe.provide("brand_union.workflow");

// The stage that the chosen action leads to for this document, as the school's own workflow and its conditions say.
brand_union.workflow.target_stage = (frm) =>
	frappe.workflow.get_transitions(frm.doc).then((transitions) => {
		const chosen = transitions.find((row) => row.action === frm.selected_workflow_action);
		const states = frappe.workflow.workflows[frm.doctype].states;
		return chosen && states.find((row) => row.state === chosen.next_state)?.update_value;
	});

// Before an action: a step into one of these stages takes a reason; a step within a stage is the school's own.
brand_union.workflow.before_action = (frm, with_reason) =>
	brand_union.workflow.target_stage(frm).then(
		(target) => {
			if (target === frm.doc.stage || !with_reason.includes(target)) return;
			return brand_union.workflow.ask_reason(frm, target);
		},
		(error) => {
			frappe.dom.unfreeze();
			throw error;
		}
	);

// Asks for the reason, sends it with the step, and keeps Frappe's own action from running a second time.
brand_union.workflow.ask_reason = (frm, target) =>
	new Promise((resolve, reject) => {
		frappe.dom.unfreeze();
		const back = target === "Draft";
		const action = frm.selected_workflow_action;
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: back ? __("What has to be changed?") : __("Reason"),
				reqd: 1,
			},
			({ reason }) =>
				frm
					.call(
						back ? "return_to_unit" : "end_with_reason",
						back ? { reason, action } : { to_stage: target, reason, action }
					)
					.then(() => frm.reload_doc()),
			__(action)
		);
		reject();
	});

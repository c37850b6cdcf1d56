// What the forms of documents with a workflow share. The server decides; this only asks in time.

frappe.provide("brand_union.workflow");

// The stage that the chosen action leads to, as the school's own workflow says.
brand_union.workflow.target_stage = (frm) => {
	const workflow = frappe.workflow.workflows[frm.doctype];
	const state = frm.doc[frappe.workflow.get_state_fieldname(frm.doctype)];
	const transition = workflow.transitions.find(
		(row) => row.state === state && row.action === frm.selected_workflow_action
	);
	const next = transition && workflow.states.find((row) => row.state === transition.next_state);
	return next && next.update_value;
};

// Before an action: a step into one of these stages takes a reason; a step within a stage is the school's own.
brand_union.workflow.before_action = (frm, with_reason) => {
	const target = brand_union.workflow.target_stage(frm);
	if (target === frm.doc.stage || !with_reason.includes(target)) return;
	return brand_union.workflow.ask_reason(frm, target);
};

// Asks for the reason, sends it with the step, and keeps Frappe's own action from running a second time.
brand_union.workflow.ask_reason = (frm, target) =>
	new Promise((resolve, reject) => {
		frappe.dom.unfreeze();
		const back = target === "Draft";
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: back ? __("What has to be changed?") : __("Reason"),
				reqd: 1,
			},
			({ reason }) =>
				frm
					.call(back ? "return_to_unit" : "end_with_reason", back ? { reason } : { to_stage: target, reason })
					.then(() => frm.reload_doc()),
			__(frm.selected_workflow_action)
		);
		reject();
	});

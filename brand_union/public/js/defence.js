// A live defence, run from the form of its panel: the draw, who is up, and the page for the projector.

frappe.provide("brand_union.defence");

brand_union.defence.add_buttons = (frm) => {
	const { mode, status } = frm.doc;
	if (mode !== "Defence" || status === "Sealed" || !frm.perm[0]?.write) return;
	const add = (label, action) => frm.add_custom_button(label, action, __("Defence"));
	add(__("Draw the Order"), () => draw(frm));
	if (status !== "Open" || !frm.doc.drawn_on) return;
	add(__("Call Up"), () => call_up(frm));
	add(__("Clear the Stage"), () => act(frm, "clear_stage"));
	add(__("Projector"), () => window.open(`/brand-defence?panel=${encodeURIComponent(frm.doc.name)}`));
};

const act = (frm, method, values) => frm.call(method, values).then(() => frm.reload_doc());

function draw(frm) {
	if (frm.is_dirty()) return frappe.msgprint(__("Save the panel first."));
	if (frm.doc.draw_seed) return act(frm, "draw_order");
	const description = __("What was drawn in the room, such as a number. Left empty, the system makes one. It is kept, so that everybody can repeat the draw.");
	frappe.prompt(
		[{ fieldname: "seed", fieldtype: "Data", label: __("Seed of the Draw", null, "Review Panel"), description }],
		(values) => act(frm, "draw_order", values),
		__("Draw the Order")
	);
}

function call_up(frm) {
	const order = frm.doc.projects.filter((row) => row.running_no).sort((a, b) => a.running_no - b.running_no);
	const now = order.findIndex((row) => row.project === frm.doc.on_stage);
	const options = order.map((row) => ({ value: row.project, label: `${row.running_no}. ${row.project_title}` }));
	const next = options[Math.min(now + 1, options.length - 1)].value;
	frappe.prompt(
		[{ fieldname: "project", fieldtype: "Select", label: __("Project"), options, default: next, reqd: 1 }],
		(values) => act(frm, "call_up", values),
		__("Call Up")
	);
}

// Jurors who join an open panel, leave it, or are in conflict with one of its projects.

import { text } from "./html";

frappe.provide("brand_union.panel_jurors");

brand_union.panel_jurors.add_buttons = (frm) => {
	if (frm.doc.status !== "Open") return;
	const add = (label, action) => frm.add_custom_button(label, action, __("Jurors"));
	add(__("Conflicts of Interest"), () => settle(frm));
	add(__("Recuse"), () => recuse(frm));
	add(__("Let a Juror Go"), () => let_go(frm));
	add(__("Add Juror"), () => add_juror(frm));
};

const reason_field = () => ({ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 });

function ask(frm, title, method, fields, known) {
	return new Promise((done) =>
		frappe.prompt(
			fields,
			(values) => frm.call(method, { ...known, ...values }).then(() => frm.reload_doc().then(done)),
			title
		)
	);
}

function settle(frm) {
	frm.call("check_conflicts").then(({ message }) => {
		frm.reload_doc();
		if (!message.length) {
			return frappe.msgprint({
				title: __("Conflicts of Interest"),
				message: __("No juror of the panel is in conflict with a project assigned to them."),
				indicator: "green",
			});
		}
		const dialog = new frappe.ui.Dialog({
			title: __("Conflicts of Interest"),
			size: "large",
			fields: [{ fieldtype: "HTML", options: cases(message) }],
		});
		dialog.$wrapper.on("click", "[data-act]", ({ currentTarget: { dataset } }) => {
			dialog.hide();
			const { juror, project } = message[dataset.place];
			const title = dataset.act === "recuse" ? __("Take the Juror Out") : __("Somebody Else of the Same Name");
			ask(frm, title, dataset.act, [reason_field()], { juror, project }).then(() => settle(frm));
		});
		dialog.show();
	});
}

function cases(found) {
	const button = (place, act, label) =>
		`<button class="btn btn-xs btn-default" data-act="${act}" data-place="${place}">${label}</button>`;
	const rows = found.map((row, place) => {
		const acts = [button(place, "recuse", __("Take the Juror Out"))];
		if (row.may_stay) acts.push(button(place, "let_juror_stay", __("Somebody Else of the Same Name")));
		return `<tr><td>${text(row.juror_name)}</td><td>${text(row.project_title)}</td>
			<td>${__(row.conflict, null, "Panel Assignment")}<br><span class="text-muted">${text(row.reason)}</span></td>
			<td>${acts.join("<br>")}</td></tr>`;
	});
	const heads = [__("Juror"), __("Project"), __("Conflict"), ""].map((head) => `<th>${head}</th>`).join("");
	const told = __("These sheets are on hold and do not count. The panel is sealed only after each case is settled.");
	return `<p>${told}</p><table class="table table-bordered table-sm"><thead><tr>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

const jurors_of = (frm) =>
	frm.doc.jurors.filter((row) => !row.has_left).map((row) => ({ value: row.juror, label: row.juror_name }));

function recuse(frm) {
	const projects = frm.doc.projects.map((row) => ({ value: row.project, label: row.project_title }));
	ask(frm, __("Recuse"), "recuse", [
		{ fieldname: "juror", fieldtype: "Select", label: __("Juror"), options: jurors_of(frm), reqd: 1 },
		{ fieldname: "project", fieldtype: "Select", label: __("Project"), options: projects, reqd: 1 },
		reason_field(),
	]);
}

function let_go(frm) {
	const description = __("Sheets that are not handed in are withdrawn; those handed in count.");
	ask(frm, __("Let a Juror Go"), "let_juror_go", [
		{ fieldname: "juror", fieldtype: "Select", label: __("Juror"), options: jurors_of(frm), reqd: 1, description },
		reason_field(),
	]);
}

function add_juror(frm) {
	const get_query = () => ({ query: "brand_union.services.choices.jurors" });
	ask(frm, __("Add Juror"), "add_juror", [
		{ fieldname: "juror", fieldtype: "Link", options: "User", label: __("Juror"), reqd: 1, get_query },
	]);
}

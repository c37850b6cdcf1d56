// The frozen versions of a document side by side, with what changed between them.

import { text } from "./html";

frappe.provide("brand_union.versions");

brand_union.versions.add_button = (frm) => {
	if (!frm.doc.filed_on) return;
	frm.add_custom_button(__("Frozen Versions"), () =>
		frm.call("versions_side_by_side").then(({ message }) => show(message))
	);
};

function show({ versions, changes }) {
	const dialog = new frappe.ui.Dialog({
		title: __("Frozen Versions"),
		size: "extra-large",
		fields: [{ fieldname: "html", fieldtype: "HTML" }],
	});
	dialog.fields_dict.html.$wrapper.html(heads(versions) + changes.map(comparison).join(""));
	dialog.show();
}

function heads(versions) {
	if (!versions.length) return `<p class="text-muted">${__("Nothing is frozen yet.")}</p>`;
	const rows = versions.map(
		(v) =>
			`<tr><td>${text(v.kind)}</td><td>${text(v.taken_on)}</td><td>${text(v.taken_by)}</td>
			<td><code title="${text(v.digest)}">${text(v.digest.slice(0, 12))}…</code></td>
			<td>${v.intact ? __("Intact") : `<b class="text-danger">${__("Altered!")}</b>`}</td></tr>`
	);
	return `<table class="table table-bordered"><thead><tr><th>${__("Version")}</th><th>${__("Taken On")}</th>
		<th>${__("Taken By")}</th><th>SHA-256</th><th>${__("Check")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function comparison({ from, to, rows }) {
	const body = rows.length
		? rows.map((row) => `<tr><td>${text(row.place)}</td>${sides(row)}</tr>`).join("")
		: `<tr><td colspan="3" class="text-muted">${__("No difference")}</td></tr>`;
	return `<table class="table table-bordered bu-versions"><thead><tr><th>${__("Field")}</th><th>${text(from)}</th>
		<th>${text(to)}</th></tr></thead><tbody>${body}</tbody></table>`;
}

function sides({ segments }) {
	const side = (hide, tag) =>
		segments
			.filter((part) => part.kind !== hide)
			.map((part) => (part.kind === "equal" ? text(part.text) : `<${tag}>${text(part.text)}</${tag}>`))
			.join("");
	return `<td>${side("insert", "del")}</td><td>${side("delete", "ins")}</td>`;
}

frappe.ui.form.on("Brand Review", {
	refresh(frm) {
		for (const fixed of ["cannot_add_rows", "cannot_delete_rows", "cannot_delete_all_rows"]) {
			frm.set_df_property("scores", fixed, true);
		}
		frm.fields_dict.packet_html.$wrapper.html(packet_html(frm.doc.packet));
		const is_own = frm.doc.juror === frappe.session.user;
		const is_open = is_own && !frm.doc.sealed;
		if (!is_open || frm.doc.status !== "Pending") frm.disable_form();
		if (is_open && frm.doc.status === "Pending") {
			frm.add_custom_button(__("Hand In"), () => hand_in(frm)).addClass("btn-primary");
		} else if (is_open && frm.doc.status === "Submitted") {
			frm.add_custom_button(__("Take Back"), () => frm.call("take_back").then(() => frm.reload_doc()));
		}
		show_total(frm);
		brand_union.paper.add_buttons(frm);
	},
});

frappe.ui.form.on("Brand Review Score", {
	score: show_total,
	not_applicable(frm, cdt, cdn) {
		if (locals[cdt][cdn].not_applicable) frappe.model.set_value(cdt, cdn, "score", "");
		show_total(frm);
	},
});

function show_total(frm) {
	const counted = frm.doc.scores.filter((row) => !row.not_applicable);
	const missing = counted.filter((row) => !(row.score || "").trim()).map((row) => row.criterion);
	const sum = (rows, field) => rows.reduce((total, row) => total + flt(row[field]), 0);
	const full = sum(frm.doc.scores, "max_score");
	const scaled = counted.length ? (sum(counted, "score") * full) / sum(counted, "max_score") : 0;
	const parts = [__("Total so far: {0} of {1}.", [flt(scaled, 2), full])];
	if (frm.doc.sealed) parts.push(__("The panel is sealed."));
	else if (frm.doc.status === "Submitted") parts.push(__("Handed in. You can take it back until the panel is sealed."));
	else if (missing.length) parts.push(__("Still without a score: {0}.", [missing.join(", ")]));
	else parts.push(__("Every criterion is marked. Hand the sheet in."));
	frm.dashboard.clear_headline();
	frm.dashboard.set_headline(frappe.utils.escape_html(parts.join(" ")), missing.length ? "orange" : "green");
}

function hand_in(frm) {
	const submit = () => frm.call("submit_review").then(() => frm.reload_doc());
	// A save that the server refused resolves too, and leaves the form dirty.
	return frm.is_dirty() ? frm.save().then(() => frm.is_dirty() || submit()) : submit();
}

const FORMS = { Application: "Brand Project", Summary: "Brand Acceptance" };
const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

function packet_html(packet) {
	const entries = typeof packet === "string" ? JSON.parse(packet || "[]") : packet || [];
	let part = null;
	return entries
		.map((entry) => {
			const head = entry.part === part ? "" : `<h5>${__(entry.part)}</h5>`;
			part = entry.part;
			const label = __(entry.label, null, FORMS[part]);
			return `${head}<div class="bu-packet-entry"><b>${escape(label)}</b>${entry_html(entry)}</div>`;
		})
		.join("");
}

function entry_html({ value, rows, doctype, choices }) {
	if (!rows) return `<p style="white-space: pre-wrap">${escape(value)}</p>`;
	const labels = Object.keys(rows[0]);
	const translated = (text) => __(text, null, doctype);
	const shown = (row, label) => (choices?.includes(label) ? translated(row[label]) : row[label]);
	const line = (row) => `<tr>${labels.map((label) => `<td>${escape(shown(row, label))}</td>`).join("")}</tr>`;
	return `<table class="table table-bordered"><thead><tr>${labels
		.map((label) => `<th>${escape(translated(label))}</th>`)
		.join("")}</tr></thead><tbody>${rows.map(line).join("")}</tbody></table>`;
}

const COMMENTS = ["comment_to_unit", "comment_to_committee"];
const TYPED = [...COMMENTS, "vote"];

frappe.ui.form.on("Brand Review", {
	refresh(frm) {
		const { juror, sealed, status } = frm.doc;
		const is_own = juror === frappe.session.user && !sealed;
		const is_open = is_own && status === "Pending";
		frm.set_df_property("scores", "hidden", 1);
		frm.fields_dict.packet_html.$wrapper.html(packet_html(frm.doc.packet));
		make_room(frm);
		if (!is_open) frm.disable_form();
		else TYPED.forEach((field) => frm.set_df_property(field, "read_only", 0));
		if (is_open) frm.add_custom_button(__("Hand In"), () => hand_in(frm)).addClass("btn-primary");
		else if (is_own && status === "Submitted") frm.add_custom_button(__("Take Back"), () => take_back(frm));
		open_sheet(frm, is_open);
		offer_others(frm);
		if (is_own) brand_union.standing_back.add_buttons(frm);
		brand_union.paper.add_buttons(frm);
	},

	before_save: (frm) => frm.bu_keeper?.flush(),
	comment_to_unit: typed,
	comment_to_committee: typed,
	vote: typed,
});

// On a phone, what is filled in by itself moves together; at a defence the material gives way to the marks.
function make_room(frm) {
	frm.fields_dict.packet_title.$wrapper.closest(".form-section").addClass("bu-sheet-head");
	frm.fields_dict.section_packet.collapse(Boolean(frm.doc.running_no && frappe.is_mobile()));
}

function open_sheet(frm, is_open) {
	if (!is_open) frm.bu_keeper = null;
	const notice = is_open ? restored(frm) : brand_union.sheet_keeper.leftover(frm);
	draw_marks(frm, is_open);
	if (is_open) listen_to_comments(frm);
	if (notice) frm.dashboard.set_headline(frappe.utils.escape_html(notice), "blue");
}

function restored(frm) {
	const before = frm.bu_keeper;
	const keeper = brand_union.sheet_keeper.for_form(frm, { told: () => show_state(frm), replaced: () => draw_marks(frm, true) });
	return keeper === before ? "" : keeper.restore();
}

function draw_marks(frm, is_open) {
	const $marks = frm.fields_dict.marks_html.$wrapper;
	brand_union.sheet_cards.draw($marks, frm, is_open ? () => typed(frm) : null);
	draw_bar(frm, is_open, $marks);
	show_total(frm);
	show_state(frm);
}

function draw_bar(frm, is_open, $marks) {
	const $bar = $(`<div class="bu-sheet-bar"><div class="bu-sheet-total"></div><div class="bu-sheet-kept"></div></div>`);
	$bar.appendTo($marks);
	if (!is_open) return;
	const $button = $(`<button class="btn btn-primary btn-sm">${__("Hand In")}</button>`);
	$button.on("click", () => hand_in(frm)).appendTo($bar);
}

// Frappe takes over a text when its field is left; a lost window would take the last sentence with it.
function listen_to_comments(frm) {
	for (const field of COMMENTS) {
		frm.fields_dict[field].$input?.off("input.bu").on("input.bu", (event) => {
			frm.doc[field] = event.target.value;
			typed(frm);
		});
	}
}

function typed(frm) {
	if (!frm.bu_keeper) return;
	frm.dirty();
	show_total(frm);
	frm.bu_keeper.touch();
}

function show_total(frm) {
	const { doc } = frm;
	const total = brand_union.sheet_total.of(doc.scores);
	const parts = [__("Total so far: {0} of {1}.", [total.so_far, total.full])];
	if (doc.sealed) parts.push(__("The panel is sealed."));
	else if (doc.status === "Submitted") parts.push(__("Handed in. You can take it back until the panel is sealed."));
	else if (doc.by_ballot && !doc.vote) parts.push(__("Your ballot is still missing."));
	else if (doc.by_ballot && !total.given) parts.push(__("Your ballot is cast. Hand the sheet in, with scores or without."));
	else if (total.missing.length) parts.push(__("Still without a score: {0}.", [total.missing.map((row) => row.criterion).join(", ")]));
	else if (total.wrong.length) parts.push(__("To be corrected: {0}.", [total.wrong.map((row) => row.criterion).join(", ")]));
	else parts.push(__("Every criterion is marked. Hand the sheet in."));
	frm.dashboard.clear_headline();
	frm.dashboard.set_headline(frappe.utils.escape_html(parts.join(" ")), total.is_complete ? "green" : "orange");
	frm.fields_dict.marks_html.$wrapper
		.find(".bu-sheet-total")
		.html(`<b>${total.so_far || "–"}</b> / ${total.full} <span class="text-muted">${total.given}/${total.of}</span>`);
}

function show_state(frm) {
	const { text, colour } = frm.bu_keeper?.state || {};
	const $kept = frm.fields_dict.marks_html.$wrapper.find(".bu-sheet-kept");
	$kept.html(text ? `<span class="indicator ${colour}">${frappe.utils.escape_html(text)}</span>` : "");
	if (text) frm.page.set_indicator(text.length > 20 ? __("Not Saved") : text, colour);
}

async function hand_in(frm) {
	document.activeElement?.blur();
	const { missing, wrong } = brand_union.sheet_total.of(frm.doc.scores);
	brand_union.sheet_cards.point_at(frm.fields_dict.marks_html.$wrapper, [...missing, ...wrong]);
	if (!(await frm.bu_keeper.flush())) return;
	frm.call("submit_review").then(() => frm.reload_doc());
}

const take_back = (frm) => frm.call("take_back").then(() => frm.reload_doc());

// A look at the other jurors' scores is noted on the sheet, so it is asked for and never shown by the way.
function offer_others(frm) {
	const { doc } = frm;
	const $others = frm.fields_dict.others_html.$wrapper.empty();
	const early = doc.others_scores === "After Own Is Submitted" && doc.status === "Submitted";
	if (doc.juror !== frappe.session.user) return;
	if (!early && !(doc.others_scores === "After Sealing" && doc.sealed)) {
		const when = doc.others_scores === "After Sealing" ? __("Shown when the panel is sealed.") : __("Shown when you have handed in this sheet.");
		return $others.html(`<p class="text-muted">${when}</p>`);
	}
	const look = () => frm.call({ method: "brand_union.services.others.look", args: { sheet: doc.name } }).then(({ message }) => $others.html(others_html(message)));
	const warning = __("After looking at the other jurors' scores you can no longer take your sheet back. Look at them now?");
	const ask = () => (early && !doc.others_seen_on ? frappe.confirm(warning, look) : look());
	const label = __("Show the Scores of Other Jurors");
	$(`<button class="btn btn-default btn-sm">${label}</button>`).on("click", ask).appendTo($others);
}

function others_html(sheets) {
	const nobody = __("No other juror has handed in a sheet yet.");
	if (!sheets.length) return `<p class="text-muted">${nobody}</p>`;
	const cell = (value) => `<td>${escape(value)}</td>`;
	const criteria = sheets[0].marks.map(({ criterion }) => `<th>${escape(criterion)}</th>`).join("");
	const rows = sheets.map(({ number, marks, total }) => {
		const who = __("Juror {0}", [number]);
		return `<tr>${cell(who)}${marks.map(({ mark }) => cell(mark)).join("")}<td><b>${escape(total)}</b></td></tr>`;
	});
	return `<div class="bu-packet-table"><table class="table table-bordered"><thead><tr><th></th>${criteria}<th>${__("Total", null, "Brand Review")}</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
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

function entry_html({ value, rows, doctype, columns, choices, files }) {
	if (files) return `<ul>${files.map(file_html).join("")}</ul>`;
	if (!rows) return `<p style="white-space: pre-wrap">${escape(value)}</p>`;
	const labels = columns || Object.keys(rows[0]);
	const translated = (text) => (doctype ? __(text, null, doctype) : text);
	const shown = (row, label) => (choices?.includes(label) ? translated(row[label]) : row[label]);
	const line = (row) => `<tr>${labels.map((label) => `<td>${escape(shown(row, label))}</td>`).join("")}</tr>`;
	return `<div class="bu-packet-table"><table class="table table-bordered"><thead><tr>${labels
		.map((label) => `<th>${escape(translated(label))}</th>`)
		.join("")}</tr></thead><tbody>${rows.map(line).join("")}</tbody></table></div>`;
}

function file_html({ name, url, caption }) {
	const more = caption ? ` <span class="text-muted">${escape(caption)}</span>` : "";
	return `<li><a href="${escape(url)}" target="_blank" rel="noopener">${escape(name)}</a>${more}</li>`;
}

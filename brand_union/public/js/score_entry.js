// Scores that the office enters for jurors, from the form of their panel: keying in paper sheets, and a spreadsheet.

import { text } from "./html";

frappe.provide("brand_union.score_entry");

const REPORT = "Brand Paper Sheet Differences";
const TEMPLATE = "/api/method/brand_union.services.score_template.download";

brand_union.score_entry.add_buttons = (frm) => {
	if (!frm.perm[0]?.write || frm.doc.status === "Draft") return;
	const add = (label, action) => frm.add_custom_button(label, action, __("Enter Scores"));
	const is_juror = frm.doc.jurors.some((row) => row.juror === frappe.session.user);
	if (frm.doc.status === "Open" && frm.doc.method !== "Votes" && !is_juror) {
		add(__("Enter Paper Sheets"), () => brand_union.paper_mask.show(frm));
		add(__("Compare Keyings"), () => brand_union.keyings.show(frm));
		add(__("Template for Scores"), () => window.open(`${TEMPLATE}?panel=${encodeURIComponent(frm.doc.name)}`));
		add(__("Import Scores"), () => upload(frm));
	}
	add(__("Report of Differences"), () => {
		frappe.set_route("query-report", REPORT, { cycle: frm.doc.cycle, panel: frm.doc.name });
	});
};

function upload(frm) {
	new frappe.ui.FileUploader({
		doctype: frm.doctype,
		docname: frm.doc.name,
		folder: "Home/Attachments",
		dialog_title: __("Import Scores"),
		allow_multiple: false,
		restrictions: { allowed_file_types: [".xlsx", ".csv"], max_file_size: 2 * 1024 * 1024 },
		on_success: (file) => preview(frm, file.name),
	});
}

function preview(frm, file) {
	frm.call({ method: "preview_scores", doc: frm.doc, args: { file }, freeze: true }).then(({ message: found }) => {
		frm.sidebar?.reload_docinfo?.();
		const dialog = new frappe.ui.Dialog({ title: __("Import Scores"), size: "large" });
		dialog.$body.html(found.problems.length ? problems_html(found) : summary_html(found));
		if (!found.problems.length && found.sheets) {
			dialog.set_primary_action(__("Import {0} Sheets", [found.sheets]), () => {
				dialog.hide();
				import_scores(frm, file, found.digest);
			});
		}
		dialog.show();
	});
}

function import_scores(frm, file, digest) {
	frm.call({ method: "import_scores", doc: frm.doc, args: { file, digest }, freeze: true }).then(({ message }) => {
		if (!message) return;
		frm.reload_doc();
		frappe.show_alert({ message: __("{0} sheets were imported and handed in.", [message.imported]), indicator: "green" });
	});
}

function summary_html(found) {
	const lines = [
		__("{0} sheets are complete and will be handed in for their jurors, all at once.", [found.sheets]),
		found.begun && __("{0} of them were begun online; what the juror typed there is replaced.", [found.begun]),
		found.empty_rows && __("{0} rows have no scores and are left out.", [found.empty_rows]),
	];
	return `<p><b>${text(found.file_name)}</b></p><ul>${lines
		.filter(Boolean)
		.map((line) => `<li>${text(line)}</li>`)
		.join("")}</ul><p class="text-muted small bu-digest">SHA-256 ${text(found.digest)}</p>`;
}

function problems_html(found) {
	const rows = found.problems.map((row) => `<tr><td class="text-nowrap">${text(row.place)}</td><td>${text(row.message)}</td></tr>`);
	const rest = __("And {0} more.", [found.more]);
	const more = found.more ? `<p>${rest}</p>` : "";
	const told = __("Nothing was imported. Correct these places in {0} and upload it again.", [text(found.file_name).bold()]);
	const [place, wrong] = [__("Place in the File"), __("What Is Wrong")];
	return `<p>${told}</p>
		<table class="table table-bordered"><thead><tr><th>${place}</th><th>${wrong}</th></tr></thead>
		<tbody>${rows.join("")}</tbody></table>${more}`;
}

// A section that asks for files: uploaded private and for this document, each with a caption.

import { text } from "./html";

frappe.provide("brand_union.section_files");

const FILE = "Brand Project File";
const PICTURES = /\.(jpe?g|png|gif|webp|bmp)$/i;
const rows_of = ({ doc }, { key }) => (doc.files || []).filter((row) => row.section === key);

brand_union.section_files.draw = ($box, given) => {
	const { frm, row, editable } = given;
	const again = () => brand_union.section_files.draw($box, given);
	$box.empty();
	for (const file of rows_of(frm, row)) $box.append(editable ? writable(frm, file, again) : $(readable(file)));
	if (!editable) return;
	if (row.max_files && rows_of(frm, row).length >= row.max_files) return;
	$(`<button class="btn btn-xs btn-default bu-upload">${__("Upload")}</button>`)
		.on("click", () => upload(frm, row, again))
		.appendTo($box);
};

function readable({ file, caption }) {
	return `<div class="bu-section-file">${link(file)}<div>${text(caption)}</div></div>`;
}

// Frappe keeps an address as it is read, so a name in it may hold a % or a #.
function link(url) {
	const parts = url.split("/");
	const name = parts.at(-1);
	const address = text(parts.map(encodeURIComponent).join("/"));
	const shown = PICTURES.test(name) ? `<img src="${address}" alt="">` : frappe.utils.icon("attachment", "md");
	return `<a href="${address}" target="_blank" rel="noopener">${shown}<span>${text(name)}</span></a>`;
}

function writable(frm, file, again) {
	const $row = $(`<div class="bu-section-file">${link(file.file)}
		<input class="form-control" placeholder="${__("Caption")}" aria-label="${__("Caption")}" value="${text(file.caption)}"></div>`);
	$row.find("input").on("input", (event) => frappe.model.set_value(file.doctype, file.name, "caption", event.target.value));
	$(`<button class="btn btn-xs btn-default" title="${__("Remove")}">${frappe.utils.icon("delete", "xs")}</button>`)
		.on("click", () => {
			frappe.model.clear_doc(file.doctype, file.name);
			frm.dirty();
			again();
		})
		.appendTo($row);
	return $row;
}

function upload(frm, row, again) {
	const left = row.max_files ? row.max_files - rows_of(frm, row).length : null;
	const endings = row.file_types.flatMap((ending) => (ending === "jpg" ? [".jpg", ".jpeg"] : [`.${ending}`]));
	new frappe.ui.FileUploader({
		...(frm.is_new() ? {} : { doctype: frm.doctype, docname: frm.docname, fieldname: "files" }),
		folder: "Home/Attachments",
		dialog_title: row.title,
		allow_multiple: left !== 1,
		restrictions: { ...(endings.length ? { allowed_file_types: endings } : {}), max_number_of_files: left || 100 },
		on_success: (file) => {
			const child = frappe.model.add_child(frm.doc, FILE, "files");
			Object.assign(child, { section: row.key, file: file.file_url });
			frm.dirty();
			again();
		},
	});
}

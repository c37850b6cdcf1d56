// A section that is a table with given columns: rows of boxes, which stand below each other on a phone.

import { text } from "./html";

frappe.provide("brand_union.section_table");

// `changed` takes the answer as it is kept (JSON); without it the table is only read.
brand_union.section_table.draw = ($parent, { columns, answer, changed }) => {
	const rows = rows_of(answer);
	const all = [...new Set([...columns, ...rows.flatMap((row) => Object.keys(row))])];
	const $table = $(`<table class="table table-bordered bu-section-table"><thead><tr></tr></thead><tbody></tbody></table>`);
	$table.find("thead tr").html(all.map((column) => `<th>${text(column)}</th>`).join("") + (changed ? "<th></th>" : ""));
	$table.appendTo($parent);
	if (!changed) return rows.forEach((row) => $table.find("tbody").append(read_row(all, row)));
	const tell = () => changed(answer_of($table, all));
	const add = (row) => $table.find("tbody").append(write_row(all, row, tell));
	(rows.length ? rows : [{}]).forEach(add);
	$(`<button class="btn btn-xs btn-default">${__("Add Row")}</button>`)
		.on("click", () => {
			add({});
			$table.find("tbody tr:last textarea").first().trigger("focus");
		})
		.appendTo($parent);
};

function rows_of(answer) {
	try {
		const rows = JSON.parse(answer || "[]");
		return Array.isArray(rows) ? rows : [];
	} catch {
		return [];
	}
}

const read_row = (columns, row) =>
	`<tr>${columns.map((column) => `<td data-label="${text(column)}">${text(row[column])}</td>`).join("")}</tr>`;

function write_row(columns, row, tell) {
	const box = (column) =>
		`<td data-label="${text(column)}"><textarea class="form-control" rows="1" aria-label="${text(column)}">${text(row[column])}</textarea></td>`;
	const $row = $(`<tr>${columns.map(box).join("")}<td class="bu-row-end"></td></tr>`);
	$row.find("textarea").on("input", tell);
	$(`<button class="btn btn-xs btn-default" title="${__("Remove Row")}">${frappe.utils.icon("delete", "xs")}</button>`)
		.on("click", () => {
			$row.remove();
			tell();
		})
		.appendTo($row.find(".bu-row-end"));
	return $row;
}

// The headings are kept apart from the rows: a heading like a year would change its place in an object.
function answer_of($table, columns) {
	const rows = $table
		.find("tbody tr")
		.toArray()
		.map((row) => Object.fromEntries($(row).find("textarea").toArray().map((box, place) => [columns[place], box.value])))
		.filter((row) => Object.values(row).some((cell) => cell.trim()));
	return rows.length ? JSON.stringify(rows) : "";
}

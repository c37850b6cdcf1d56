// What a row of the rules gives for every unit, and what every unit may file in the end: tried with the form as it stands.

import { text } from "./html";

frappe.provide("brand_union.try_it");

const TABLES = [
	"Brand Programme Quota",
	"Brand Programme Consequence",
	"Brand Programme Organiser",
	"Brand Programme Award",
];

for (const doctype of TABLES) {
	frappe.ui.form.on(doctype, {
		try_it(frm, cdt, cdn) {
			const row = locals[cdt][cdn];
			call("try_row", { rules: frm.doc, table: row.parentfield, row: row.idx }).then(show_row);
		},
	});
}

for (const doctype of ["Brand Programme", "Brand Cycle"]) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (!frappe.user.has_role("Brand Administrator")) return;
			frm.add_custom_button(__("What Every Unit May File"), () =>
				call("try_all", { rules: frm.doc }).then((rows) => show(__("What Every Unit May File"), "", all(rows)))
			);
		},
	});
}

const call = (method, args) => frappe.xcall(`brand_union.services.try_it.${method}`, args);

function show_row(found) {
	const condition = found.condition ? `<pre class="small">${text(found.condition)}</pre>` : "";
	const problem = found.problem ? `<div class="alert alert-danger">${text(found.problem)}</div>` : "";
	const year = __("For the year {0}, with the units as they are now.", [found.year]);
	const told = found.rows.length ? year : __("There is nothing yet to try it on.");
	show(found.title, `${condition}${problem}<p class="text-muted">${text(told)}</p>`, rows_of(found));
}

function rows_of(found) {
	const with_allowance = found.rows.some((row) => "summary" in row);
	const with_facts = found.rows.some((row) => row.facts.length || row.note);
	const heads = [
		found.of_projects ? __("Project") : __("Unit"),
		...(with_facts ? [__("Facts")] : []),
		__("Does the Row Apply"),
		...(with_allowance ? [__("At Most"), __("At Least"), __("In All")] : []),
	];
	const lines = found.rows.map((row) => [
		text(row.name),
		...(with_facts ? [facts(row)] : []),
		answer(row),
		...(with_allowance ? allowance(row) : []),
	]);
	return { heads, lines };
}

function all(rows) {
	const heads = [__("Unit"), __("Unit Type"), __("Union Members"), __("Unit Tags")];
	const lines = rows.map((row) => [
		...[row.unit_name, row.unit_type, row.head_count, row.tags].map(text),
		...allowance(row),
	]);
	return { heads: [...heads, __("At Most"), __("At Least"), __("In All")], lines };
}

const facts = (row) =>
	[
		...row.facts.map(({ fact, value }) => `<code>${text(fact)}</code> ${text(value)}`),
		...(row.note ? [text(row.note)] : []),
	].join("<br>");

function answer({ holds, error, fits }) {
	if (error) return pill("red", __("Error")) + `<br>${text(error)}`;
	if (holds === null) return "—";
	if (!fits) return pill("gray", __("Another Kind of Unit"));
	return holds ? pill("green", __("Yes")) : pill("gray", __("No"));
}

const pill = (colour, label) => `<span class="indicator-pill ${colour}">${label}</span>`;

const allowance = ({ cap, duty, summary, failed }) => [
	text(cap ?? "—"),
	text(duty ?? "—"),
	`<span class="${failed ? "text-danger" : ""}">${text(summary)}</span>`,
];

function show(title, head, { heads, lines }) {
	const dialog = new frappe.ui.Dialog({
		title,
		size: "extra-large",
		fields: [
			{ fieldtype: "HTML", options: head },
			{ fieldtype: "Data", fieldname: "search", label: __("Search") },
			{ fieldtype: "HTML", fieldname: "table" },
		],
	});
	const table = dialog.get_field("table").$wrapper;
	const draw = () => table.html(drawn(heads, lines, dialog.get_value("search")));
	dialog.get_field("search").$input.on("input", () => draw());
	draw();
	dialog.show();
}

function drawn(heads, lines, search) {
	const wanted = (search || "").toLowerCase();
	const found = lines.filter((cells) => cells.join(" ").toLowerCase().includes(wanted));
	const row = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
	return `<div class="table-responsive" style="max-height: 60vh; overflow: auto">
		<table class="table table-bordered table-sm">
			<thead>${row(heads, "th")}</thead><tbody>${found.map((cells) => row(cells, "td")).join("")}</tbody>
		</table></div>
		<p class="text-muted small">${found.length} / ${lines.length}</p>`;
}

frappe.ui.form.on("Brand Union Settings", {
	refresh(frm) {
		frm.call("get_defaults_status").then((r) => show_defaults(frm, r.message || []));
		if (brand_union.programme_file.may_load()) {
			frm.add_custom_button(__("Load a Programme"), () => brand_union.programme_file.load(open_programme));
		}
	},
});

const open_programme = (name) => frappe.set_route("Form", "Brand Programme", name);

const STATUSES = {
	"As Shipped": [__("As Shipped"), "green"],
	Changed: [__("Changed Here"), "blue"],
	"Newer Default Available": [__("A newer default is available"), "orange"],
	Deleted: [__("Deleted Here"), "gray"],
};
const SHOW_DIFFERENCES = __("Show Differences");
const RESTORE_DEFAULT = __("Restore Default");
// What Frappe keeps rights in has a name for programmers only.
const KINDS = { "Custom DocPerm": __("Role Permissions") };
const SIDES = { Here: __("Only Here"), Default: __("Only in the Default") };

function show_defaults(frm, rows) {
	const wrapper = frm.get_field("defaults_html").$wrapper;
	const head = [__("Type"), __("Shipped Default"), __("Status"), ""];
	wrapper.html(`<table class="table table-bordered">
		<thead><tr>${head.map((title) => `<th>${title}</th>`).join("")}</tr></thead>
		<tbody>${rows.map(row_html).join("")}</tbody></table>`);
	wrapper.find("[data-restore]").on("click", (event) => {
		confirm_restore(frm, rows[event.currentTarget.dataset.restore]);
	});
}

function row_html(row, index) {
	const escape = frappe.utils.escape_html;
	const [label, colour] = STATUSES[row.status];
	const differences = row.differences.map(
		(line) => `<li><b>${SIDES[line.side]}</b> ${escape(line.text)}</li>`
	);
	const details = differences.length
		? `<details><summary>${SHOW_DIFFERENCES}</summary><ul>${differences.join("")}</ul></details>`
		: "";
	const button =
		row.status === "As Shipped"
			? ""
			: `<button class="btn btn-xs btn-default text-nowrap" data-restore="${index}">${RESTORE_DEFAULT}</button>`;
	return `<tr data-default="${escape(row.kind)}/${escape(row.name)}"><td class="text-nowrap">${KINDS[row.kind] || __(row.kind)}</td><td>${escape(__(row.name))}</td>
		<td><span class="indicator ${colour}">${label}</span>${details}</td>
		<td>${button}</td></tr>`;
}

function confirm_restore(frm, row) {
	const escape = frappe.utils.escape_html;
	const question = __("Restore {0} as the app ships it? What was changed here is lost.", [
		escape(__(row.name)),
	]);
	const documents = row.documents.map((text) => `<li>${escape(text)}</li>`).join("");
	frappe.confirm(`${question}<ul>${documents}</ul>`, () =>
		frm
			.call("restore_default", { kind: row.kind, name: row.name })
			.then((r) => show_defaults(frm, r.message || []))
	);
}

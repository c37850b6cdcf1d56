// Reminding the units that have not filed: the office sees who gets what before anything is sent.

import { text } from "./html";

frappe.provide("brand_union.filing_reminders");

brand_union.filing_reminders.ask = (report) => {
	const cycle = report.get_filter_value("cycle");
	if (!cycle) return frappe.msgprint(__("Choose a cycle first."));
	const dialog = new frappe.ui.Dialog({
		title: __("Send Reminders"),
		size: "extra-large",
		fields: [
			{
				fieldtype: "Check",
				fieldname: "everybody",
				label: __("Also Units That May File and Owe Nothing"),
				change: () => draw(dialog, cycle),
			},
			{ fieldtype: "HTML", fieldname: "people" },
		],
		primary_action_label: __("Send"),
		primary_action: () => send(dialog, cycle, report),
	});
	draw(dialog, cycle).then(() => dialog.show());
};

const call = (method, dialog, cycle) =>
	frappe.xcall(`brand_union.services.filing_reminders.${method}`, {
		cycle,
		everybody: dialog.get_value("everybody") ? 1 : 0,
	});

function draw(dialog, cycle) {
	return call("preview", dialog, cycle).then((found) => {
		const waiting = found.people.filter((person) => !person.reminded && !person.silent).length;
		dialog.get_field("people").$wrapper.html(page(found, waiting));
		dialog.get_primary_btn().prop("disabled", !waiting);
	});
}

function page({ cycle, until, people, unreachable }, waiting) {
	const head = __("{0}, open until {1}: {2} people are reminded.", [cycle, until, waiting].map(text));
	const nobody = __("Nobody is in office in: {0}", [text(unreachable.join(", "))]);
	const none = unreachable.length ? `<div class="alert alert-warning">${nobody}</div>` : "";
	return `<p>${head}</p>${none}${people.length ? table(people) : ""}`;
}

function table(people) {
	const heads = [__("Person"), __("Units"), __("Message"), __("Status")];
	const line = (person) => [text(person.full_name), text(person.units), text(person.message), status(person)];
	const row = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
	return `<div style="max-height: 60vh; overflow: auto"><table class="table table-bordered table-sm">
		<thead>${row(heads, "th")}</thead>
		<tbody>${people.map((person) => row(line(person), "td")).join("")}</tbody></table></div>`;
}

function status({ reminded, silent }) {
	if (silent) return pill("gray", __("Wants No Notices"));
	return reminded ? pill("blue", __("Reminded Today")) : pill("green", __("Will Be Reminded"));
}

const pill = (colour, label) => `<span class="indicator-pill ${colour}">${label}</span>`;

function send(dialog, cycle, report) {
	dialog.disable_primary_action();
	call("send", dialog, cycle)
		.then(({ sent, before }) => {
			dialog.hide();
			const again = before ? " " + __("{0} had been reminded today already.", [before]) : "";
			frappe.show_alert({ message: __("{0} people were reminded.", [sent]) + again, indicator: "green" }, 7);
			report.refresh();
		})
		.catch(() => dialog.enable_primary_action());
}

// The two keyings of paper sheets side by side: ruling from the paper, and entering what stands.

import { text } from "./html";

frappe.provide("brand_union.keyings");

brand_union.keyings.show = (frm) => {
	frm.call("compare_keyings").then(({ message }) => message && new Keyings(frm, message));
};

class Keyings {
	constructor(frm, found) {
		this.frm = frm;
		this.dialog = new frappe.ui.Dialog({ title: __("Compare Keyings"), size: "extra-large" });
		this.$body = this.dialog.$body;
		this.$body.on("click", ".bu-take", ({ currentTarget }) => this.choose(currentTarget));
		this.$body.on("click", ".bu-discard", () => this.discard());
		this.dialog.set_secondary_action_label(__("Save Rulings"));
		this.dialog.set_secondary_action(() => this.rule());
		this.dialog.set_primary_action(__("Enter All Sheets"), () => this.enter());
		this.take(found);
		this.dialog.show();
	}

	take(found) {
		this.found = found;
		this.$body.html(`<p>${this.summary()}</p>${found.differences.length ? this.table() : ""}${this.discard_html()}`);
		this.dialog.get_secondary_btn().toggle(found.differences.length > 0);
		this.dialog.get_primary_btn().prop("disabled", !found.settled || found.waiting > 0);
	}

	summary() {
		const { agreed, differences, waiting } = this.found;
		const parts = [
			__("{0} sheets were keyed alike by two people.", [agreed]),
			differences.length && __("{0} marks differ: look at the paper, and write down what stands and why.", [differences.length]),
			waiting && __("{0} sheets wait for the second keying or are not finished; before that nothing is entered.", [waiting]),
		];
		return parts.filter(Boolean).map(text).join("<br>");
	}

	table() {
		const heads = [__("Juror"), __("Project"), __("Criterion"), __("First Keying"), __("Second Keying"), __("Score That Stands"), __("Reason of the Ruling")];
		return `<div class="bu-keying"><table class="table table-bordered"><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>
			<tbody>${this.found.differences.map(line_html).join("")}</tbody></table></div>`;
	}

	discard_html() {
		if (!this.found.open_sheets.length) return "";
		const label = __("Discard a Keying");
		return `<button type="button" class="btn btn-xs btn-default bu-discard">${label}</button>`;
	}

	choose(button) {
		$(button).closest("tr").find(".bu-ruling").val(button.dataset.mark).trigger("focus");
	}

	rulings() {
		const lines = this.$body.find("tr[data-place]").toArray();
		return lines
			.map((line) => ({
				...this.found.differences[line.dataset.place],
				mark: $(line).find(".bu-ruling").val().trim(),
				given: $(line).find(".bu-reason").val().trim(),
			}))
			.filter((row) => (row.mark || row.given) && (row.mark !== row.ruling || row.given !== row.reason))
			.map(({ juror, project, code, mark, given }) => ({ juror, project, code, mark, reason: given }));
	}

	rule() {
		const rulings = this.rulings();
		if (!rulings.length) return Promise.resolve(true);
		return this.call("rule_on_keyings", { rulings }).then(({ message }) => (message ? this.reload() : false));
	}

	enter() {
		frappe.confirm(__("All sheets that were keyed twice are handed in for their jurors. Go on?"), () =>
			this.call("enter_paper_sheets").then(({ message }) => {
				if (!message) return;
				this.dialog.hide();
				this.frm.reload_doc();
				frappe.show_alert({ message: __("{0} paper sheets were entered.", [message.entered]), indicator: "green" });
			})
		);
	}

	discard() {
		const { open_keyers, open_sheets } = this.found;
		const options = [
			...open_keyers.map((row, place) => ({ value: `keyer ${place}`, label: __("Unfinished keying of {0}", [row.label]) })),
			...open_sheets.map((row, place) => ({ value: `sheet ${place}`, label: __("Both keyings of {0}", [row.label]) })),
		];
		frappe.prompt(
			[
				{ fieldname: "what", fieldtype: "Select", label: __("What Is Discarded"), options, reqd: 1 },
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			],
			({ what, reason }) => this.throw_away(what, reason),
			__("Discard a Keying")
		);
	}

	throw_away(what, reason) {
		const [kind, place] = what.split(" ");
		const { keyed_by } = this.found.open_keyers[place] || {};
		const { juror, project } = this.found.open_sheets[place] || {};
		const done = kind === "keyer" ? this.call("discard_keying", { keyed_by, reason }) : this.call("discard_paper_sheet", { juror, project, reason });
		done.then(({ message }) => message && this.reload());
	}

	call(method, args) {
		return this.frm.call({ method, doc: this.frm.doc, args, freeze: true }).catch(() => ({}));
	}

	reload() {
		return this.call("compare_keyings").then(({ message }) => message && this.take(message));
	}
}

function line_html(row, place) {
	const take = (mark) => `<button type="button" class="btn btn-xs btn-default bu-take" data-mark="${text(mark)}">${text(mark) || "–"}</button>`;
	const [stands, why] = [__("Score That Stands"), __("Reason of the Ruling")];
	return `<tr data-place="${place}"><td>${text(row.juror_name)}</td><td>${text(row.title)}</td>
		<td>${text(row.criterion)}<br><small class="text-muted">${text(row.range)}</small></td><td>${take(row.first)}</td><td>${take(row.second)}</td>
		<td><input class="form-control bu-key bu-ruling" autocomplete="off" value="${text(row.ruling)}" aria-label="${stands}"></td>
		<td><input class="form-control bu-reason" autocomplete="off" value="${text(row.reason)}" aria-label="${why}"></td></tr>`;
}

// The mask in which one person keys in paper sheets, a juror at a time. The other keying is never in it.

import { text } from "./html";

frappe.provide("brand_union.paper_mask");

const NA_WORDS = ["n/a", "na", "/", "／", "不适用"];

brand_union.paper_mask.show = (frm) => {
	frm.call("keying_mask").then(({ message }) => message && new Mask(frm, message));
};

class Mask {
	constructor(frm, data) {
		this.frm = frm;
		this.juror = data.sheets.find((sheet) => is_keyable(sheet))?.juror || data.sheets[0]?.juror;
		this.make_dialog();
		this.take(data);
	}

	make_dialog() {
		this.dialog = new frappe.ui.Dialog({
			title: __("Enter Paper Sheets"),
			size: "extra-large",
			primary_action_label: __("Save"),
			primary_action: () => this.save(),
			secondary_action_label: __("Finish My Keying"),
			secondary_action: () => this.finish(),
		});
		this.$body = this.dialog.$body;
		this.$body.on("change", ".bu-juror", ({ target }) => this.turn_to(target.value));
		this.$body.on("input", "input.bu-key", ({ target }) => this.typed(target));
		this.$body.on("keydown", "input.bu-key", (event) => this.move(event));
		this.$body.on("click", ".bu-scan", ({ currentTarget }) => this.attach(currentTarget.dataset.sheet));
		this.dialog.$wrapper.on("hide.bs.modal", (event) => this.keep_what_is_typed(event));
		this.dialog.show();
	}

	take(data) {
		this.criteria = data.criteria;
		this.sheets = data.sheets;
		this.changed = {};
		this.draw();
	}

	own() {
		return this.sheets.filter((sheet) => sheet.juror === this.juror);
	}

	draw() {
		const project = __("Project");
		const status = __("Status");
		const heads = this.criteria.map((row) => `<th>${text(row.label)}<br><small class="text-muted">${text(row.range)}${row.allow_na ? " / n/a" : ""}</small></th>`);
		this.$body.html(`${this.jurors_html()}
			<div class="bu-keying"><table class="table table-bordered"><thead><tr><th>${project}</th>${heads.join("")}<th>${status}</th></tr></thead>
			<tbody>${this.own().map((sheet) => this.sheet_html(sheet)).join("")}</tbody></table></div>
			<p class="text-muted small">${help()}</p>`);
		this.$body.find("input.bu-key").each((_place, input) => this.mark_wrong(input));
		this.$body.find("input.bu-key:enabled").first().trigger("focus");
	}

	jurors_html() {
		const names = new Map(this.sheets.map((sheet) => [sheet.juror, sheet.juror_name]));
		const option = ([juror, name]) => {
			const own = this.sheets.filter((sheet) => sheet.juror === juror);
			const label = __("{0}: {1} of {2} to key", [name, own.filter((sheet) => sheet.state === "to key").length, own.length]);
			return `<option value="${text(juror)}" ${juror === this.juror ? "selected" : ""}>${text(label)}</option>`;
		};
		const juror = __("Juror");
		return `<label class="control-label">${juror}</label><select class="form-control bu-juror">${[...names].map(option).join("")}</select>`;
	}

	sheet_html(sheet) {
		const cells = this.criteria.map(
			({ code, label }) => `<td><input class="form-control bu-key" inputmode="decimal" autocomplete="off" aria-label="${text(label)}"
				data-project="${text(sheet.project)}" data-code="${text(code)}" value="${text(sheet.marks[code])}" ${is_keyable(sheet) ? "" : "disabled"}></td>`
		);
		const number = sheet.number ? `${sheet.number}. ` : "";
		return `<tr><td>${number}${text(sheet.title)}</td>${cells.join("")}<td class="text-nowrap">${state_html(sheet)}${scan_html(sheet)}</td></tr>`;
	}

	typed(input) {
		const { project, code } = input.dataset;
		this.changed[project] = { ...this.changed[project], [code]: input.value };
		this.own().find((sheet) => sheet.project === project).marks[code] = input.value;
		this.mark_wrong(input);
	}

	mark_wrong(input) {
		const criterion = this.criteria.find((row) => row.code === input.dataset.code);
		$(input).toggleClass("bu-wrong", !is_allowed(criterion, input.value));
	}

	move(event) {
		const inputs = this.$body.find("input.bu-key:enabled").toArray();
		const place = inputs.indexOf(event.target);
		const step = { Enter: 1, ArrowDown: this.criteria.length, ArrowUp: -this.criteria.length }[event.key];
		if (!step) return;
		event.preventDefault();
		event.stopPropagation();
		inputs[place + step]?.focus();
		inputs[place + step]?.select();
	}

	has_changes() {
		return Object.keys(this.changed).length > 0;
	}

	save() {
		if (!this.has_changes()) return Promise.resolve(true);
		const marks = Object.fromEntries(this.own().map((sheet) => [sheet.project, sheet.marks]));
		const typed = Object.fromEntries(Object.keys(this.changed).map((project) => [project, marks[project]]));
		return this.call("save_keying", { juror: this.juror, typed }).then(({ message }) => {
			if (!message) return false;
			frappe.show_alert({ message: __("{0} sheets saved.", [message.saved]), indicator: "green" });
			return this.reload().then(() => true);
		});
	}

	call(method, args) {
		return this.frm.call({ method, doc: this.frm.doc, args }).catch(() => ({}));
	}

	reload() {
		return this.call("keying_mask").then(({ message }) => message && this.take(message));
	}

	turn_to(juror) {
		const before = this.juror;
		this.save().then((is_saved) => {
			this.juror = is_saved ? juror : before;
			this.draw();
		});
	}

	finish() {
		this.save().then((is_saved) => {
			if (!is_saved) return;
			const mine = this.sheets.filter((sheet) => sheet.state === "mine").length;
			if (!mine) return frappe.msgprint(__("You have no sheet that is still being keyed."));
			frappe.confirm(__("You finish {0} sheets and cannot change them any more. Go on?", [mine]), () =>
				this.call("finish_keying").then(({ message }) => message && this.finished(message))
			);
		});
	}

	finished({ finished, compared, waiting }) {
		const parts = [
			__("{0} sheets finished.", [finished]),
			compared && __("{0} of them are keyed twice now and can be compared.", [compared]),
			waiting && __("{0} wait for the second keying by somebody else.", [waiting]),
		];
		frappe.msgprint({ title: __("Enter Paper Sheets"), message: parts.filter(Boolean).join("<br>"), indicator: "green" });
		this.reload();
	}

	attach(name) {
		const sheet = this.sheets.find((row) => row.paper_sheet === name);
		if (sheet.scan) return window.open(sheet.scan);
		new frappe.ui.FileUploader({
			doctype: "Brand Paper Sheet",
			docname: name,
			fieldname: "scan",
			folder: "Home/Attachments",
			dialog_title: __("Scan of the Paper"),
			allow_multiple: false,
			restrictions: { allowed_file_types: ["image/*", ".pdf"] },
			on_success: (file) =>
				frappe.db.set_value("Brand Paper Sheet", name, "scan", file.file_url).then(() => {
					sheet.scan = file.file_url;
					this.draw();
				}),
		});
	}

	keep_what_is_typed(event) {
		if (!this.has_changes()) return;
		event.preventDefault();
		const leave = () => {
			this.changed = {};
			this.dialog.hide();
		};
		frappe.warn(__("Not Saved"), __("What you typed is not saved yet."), () => this.save().then((is_saved) => is_saved && leave()), __("Save"));
	}
}

const help = () =>
	__("Enter goes on to the next field. Type n/a or / where a criterion does not apply. A sheet without any mark is not kept. Nobody sees what you type before somebody else has keyed the same sheet too.");

const is_keyable = (sheet) => ["to key", "mine"].includes(sheet.state);

function is_allowed(criterion, typed) {
	const value = (typed || "").trim().toLowerCase();
	if (!value) return true;
	if (NA_WORDS.includes(value)) return Boolean(criterion.allow_na);
	const number = Number(value);
	const steps = criterion.step ? (number - criterion.min) / criterion.step : 0;
	return number >= criterion.min && number <= criterion.max && Math.abs(steps - Math.round(steps)) < 1e-6;
}

function state_html(sheet) {
	const [label, colour] = {
		"to key": [__("To key"), "gray"],
		mine: [__("Saved, not finished"), "orange"],
		done: [__("Finished by me"), "green"],
		online: [__("Not on paper: handed in online or on hold"), "blue"],
		full: [__("Keyed by two others"), "blue"],
		entered: [__("Entered", null, "Brand Paper Sheet"), "green"],
	}[sheet.state];
	return `<span class="indicator-pill no-indicator-dot ${colour}">${label}</span>`;
}

function scan_html(sheet) {
	if (!sheet.paper_sheet) return "";
	const label = sheet.scan ? __("Open the Scan") : __("Attach a Scan");
	return ` <button type="button" class="btn btn-xs btn-default bu-scan" data-sheet="${text(sheet.paper_sheet)}" title="${label}">${frappe.utils.icon(sheet.scan ? "file" : "attachment", "sm")}</button>`;
}

// Keeps what a juror types: on the server a moment later, and in this browser at once, for when the server is out of reach.

frappe.provide("brand_union.sheet_keeper");

const KEEP = "/api/method/brand_union.services.drafts.keep";
const PAUSE = 1200; // milliseconds after the last key
const RETRY = 10000;
const TEXTS = ["Data", "Small Text", "Text", "Long Text", "Select", "Check"];

// One for each open sheet. `told` is called when there is something to tell, `replaced` when other marks are in the form.
brand_union.sheet_keeper.for_form = (frm, { told, replaced }) => {
	const old = frm.bu_keeper;
	if (old && old.doc === frm.doc) return old;
	if (old) old.flush();
	frm.bu_keeper = new Keeper(frm, told, replaced);
	return frm.bu_keeper;
};

// What this browser still holds of a sheet that takes no more marks: told once, with what was typed.
brand_union.sheet_keeper.leftover = ({ doc }) => {
	const key = key_of(doc.name);
	const kept = localStorage.getItem(key);
	localStorage.removeItem(key);
	if (!kept) return "";
	const { scores = {} } = JSON.parse(JSON.parse(kept).typed);
	const lines = doc.scores
		.map((row) => [row.criterion, mark_text(scores[row.criterion_code]), mark_text(row)])
		.filter(([, typed, stored]) => typed !== stored)
		.map(([criterion, typed]) => `${criterion}: ${typed || "–"}`);
	return lines.length ? __("Typed here after the sheet was closed, and not counted: {0}.", [lines.join(", ")]) : "";
};

class Keeper {
	constructor(frm, told, replaced) {
		this.frm = frm;
		this.doc = frm.doc;
		Object.assign(this, { told, replaced });
		this.key = key_of(frm.doc.name);
		this.fields = frm.meta.fields
			.filter((df) => TEXTS.includes(df.fieldtype) && !df.read_only && !df.hidden)
			.map((df) => df.fieldname);
		this.saved = this.snapshot();
	}

	typed() {
		const scores = this.doc.scores.map((row) => [
			row.criterion_code,
			{ score: row.score || "", not_applicable: row.not_applicable ? 1 : 0 },
		]);
		const texts = this.fields.map((field) => [field, this.doc[field] || ""]);
		return { scores: Object.fromEntries(scores), ...Object.fromEntries(texts) };
	}

	snapshot = () => JSON.stringify(this.typed());

	// Put typed values into the form, as if they had just been typed.
	put({ scores = {}, ...texts }) {
		for (const row of this.doc.scores) Object.assign(row, scores[row.criterion_code]);
		for (const field of this.fields) if (field in texts) this.doc[field] = texts[field];
		if (this.snapshot() === this.saved) return;
		this.frm.dirty();
		this.fields.forEach((field) => this.frm.refresh_field(field));
		this.replaced();
	}

	// What an earlier window left, here or on the server. Returns a sentence about it, or "".
	restore() {
		if (this.doc.draft) this.put(JSON.parse(this.doc.draft));
		this.saved = this.snapshot();
		const local = this.recall();
		if (!local || local.typed === this.saved) {
			this.is_saved();
			if (!this.doc.draft) return "";
			return __("What you typed at {0} is here again. It counts when you hand the sheet in.", [clock(this.doc.autosaved_on)]);
		}
		if (local.modified !== this.doc.modified) {
			this.choose(JSON.parse(local.typed));
			return "";
		}
		this.put(JSON.parse(local.typed));
		this.touch();
		return __("What you typed at {0} had not reached the server. It is here again from this browser.", [clock(local.at)]);
	}

	touch() {
		this.remember();
		this.tell(__("Saving…"), "gray");
		this.wait(PAUSE);
	}

	wait(time) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.flush(), time);
	}

	// Send what is not yet kept. Resolves to whether all of it is on the server.
	async flush(options = {}) {
		clearTimeout(this.timer);
		if (this.sending) await this.sending;
		if (this.closed) return false;
		const typed = this.snapshot();
		if (typed === this.saved) return this.is_saved();
		this.sending = this.send(typed, options);
		const is_kept = await this.sending;
		this.sending = null;
		return is_kept && (this.snapshot() === typed || this.flush(options));
	}

	async send(typed, { keepalive = false }) {
		const body = new URLSearchParams({ sheet: this.doc.name, modified: this.doc.modified, typed });
		const headers = { "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" };
		try {
			const answer = await fetch(KEEP, { method: "POST", body, headers, keepalive, redirect: "error" });
			const content = await answer.json();
			return answer.ok ? this.kept(typed, content.message) : this.refused(answer.status, content);
		} catch {
			this.tell(__("No connection. What you type is kept in this browser and sent later."), "orange");
			this.wait(RETRY);
			return false;
		}
	}

	kept(typed, { modified, autosaved_on, progress }) {
		Object.assign(this.doc, { modified, autosaved_on, progress });
		this.saved = typed;
		return this.snapshot() !== typed || this.is_saved();
	}

	is_saved() {
		this.forget();
		this.let_go();
		if (this.doc.autosaved_on) this.tell(__("Saved at {0}", [clock(this.doc.autosaved_on)]), "green");
		return true;
	}

	// The form has unsaved marks, but nothing is lost when the window closes: no warning.
	let_go() {
		removeEventListener("beforeunload", this.frm.beforeUnloadListener, { capture: true });
	}

	refused(status, content) {
		if (status === 409) this.choose(this.typed());
		else if (content.session_expired || status === 401 || content.exc_type === "CSRFTokenError" || is_guest()) {
			this.tell(__("Your session has ended. What you typed is kept in this browser: log in again and open the sheet."), "red");
			this.wait(RETRY);
		} else {
			this.closed = status === 403 || content.exc_type === "PanelSealed";
			this.tell(sentence(content) || __("Not saved. What you typed is kept in this browser."), "red");
			if (!this.closed) this.wait(RETRY);
		}
		return false;
	}

	// Two windows went apart: show both, and let the juror say which one stays.
	async choose(here) {
		if (this.dialog) return;
		this.tell(__("Changed in another window."), "red");
		this.remember(here);
		const there = await frappe.db.get_doc("Brand Review", this.doc.name);
		const stored = typed_of(there, this.fields);
		this.dialog = new frappe.ui.Dialog({
			title: __("Changed in Another Window"),
			fields: [{ fieldtype: "HTML", fieldname: "both", options: this.comparison(here, stored) }],
			primary_action_label: __("Keep What Is Typed Here"),
			primary_action: () => {
				this.dialog.hide();
				this.doc.modified = there.modified;
				this.saved = JSON.stringify(stored);
				this.put(here);
				this.flush();
			},
			secondary_action_label: __("Take What Is Saved"),
			secondary_action: () => {
				this.dialog.hide();
				this.closed = true;
				this.forget();
				this.frm.reload_doc();
			},
			static: true,
		});
		this.dialog.onhide = () => (this.dialog = null);
		this.dialog.show();
	}

	comparison(here, there) {
		const lines = [
			...this.doc.scores.map((row) => [row.criterion, mark_text(here.scores?.[row.criterion_code]), mark_text(there.scores[row.criterion_code])]),
			...this.fields.map((field) => [__(frappe.meta.get_label("Brand Review", field), null, "Brand Review"), here[field] || "", there[field] || ""]),
		];
		const cell = (value) => `<td>${frappe.utils.escape_html(String(value))}</td>`;
		const rows = lines.filter(([, mine, saved]) => mine !== saved).map((line) => `<tr>${line.map(cell).join("")}</tr>`);
		const intro = __("The sheet was saved in another window while you typed in this one. Nothing is lost: choose which of the two shall stay.");
		const heads = ["", __("Typed Here"), __("Saved There")].map((head) => `<th>${head}</th>`).join("");
		return `<p>${intro}</p><table class="table table-bordered"><thead><tr>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
	}

	tell(text, colour) {
		this.state = { text, colour };
		if (this.frm.doc === this.doc) this.told();
	}

	// The browser's own copy; without room for it, or in a private window, the server's is the only one.

	remember(typed) {
		try {
			const at = frappe.datetime.now_datetime();
			localStorage.setItem(this.key, JSON.stringify({ modified: this.doc.modified, typed: typed ? JSON.stringify(typed) : this.snapshot(), at }));
		} catch {
			return;
		}
	}

	recall() {
		try {
			return JSON.parse(localStorage.getItem(this.key));
		} catch {
			return null;
		}
	}

	forget() {
		localStorage.removeItem(this.key);
	}
}

function typed_of(doc, fields) {
	const draft = JSON.parse(doc.draft || "{}");
	const scores = doc.scores.map((row) => [
		row.criterion_code,
		draft.scores?.[row.criterion_code] || { score: row.score || "", not_applicable: row.not_applicable ? 1 : 0 },
	]);
	const texts = fields.map((field) => [field, draft[field] ?? (doc[field] || "")]);
	return { scores: Object.fromEntries(scores), ...Object.fromEntries(texts) };
}

const key_of = (name) => `brand_union.sheet.${frappe.session.user}.${name}`;
const mark_text = (mark) => (mark?.not_applicable ? __("n/a") : mark?.score || "");
const clock = (moment) => String(moment || "").slice(11, 16);
const is_guest = () => frappe.get_cookie("user_id") === "Guest";

function sentence({ _server_messages }) {
	const found = JSON.parse(_server_messages || "[]").map((one) => JSON.parse(one).message);
	return found.map((html) => frappe.utils.html2text?.(html) ?? $("<div>").html(html).text()).join(" ");
}

// A window that is closed, or a phone that is put away, sends at once; a line that is back sends what waited.
const send_now = (options) => window.cur_frm?.bu_keeper?.flush(options);
document.addEventListener("visibilitychange", () => document.hidden && send_now({ keepalive: true }));
window.addEventListener("pagehide", () => send_now({ keepalive: true }));
window.addEventListener("online", () => send_now());

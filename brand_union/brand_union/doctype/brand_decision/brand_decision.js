const OUTCOMES = {
	Selection: ["", "Approved", "Not Approved"],
	Acceptance: ["", "Passed", "Rectify", "Deferred", "Terminated"],
};

frappe.ui.form.on("Brand Decision", {
	setup(frm) {
		frm.set_query("panel", () => ({
			filters: { cycle: frm.doc.cycle, purpose: frm.doc.purpose, status: "Sealed" },
		}));
		frm.set_query("corrects", () => ({ filters: { panel: frm.doc.panel, status: "Released" } }));
	},

	refresh(frm) {
		brand_union.releasing.keep_rows(frm);
		if (frm.is_new()) return frm.set_intro(__("Choose the sealed panel and save; then draw up the rows."));
		offer_choices(frm);
		brand_union.decision_table.show(frm);
		const [text, colour] = next_step(frm.doc);
		frm.dashboard.set_headline(text, colour);
		if (frm.doc.status === "Released") return after_release(frm);
		brand_union.releasing.add_buttons(frm, __("Draw Up Rows"), outcome);
	},
});

function next_step({ status, rows }) {
	if (status === "Released") return [__("Released and final."), "green"];
	if (!rows.length) return [__("Draw up the rows from the sealed panel."), "orange"];
	const open = rows.filter((row) => !row.outcome).length;
	if (open) return [__("{0} of {1} rows have no outcome yet.", [open, rows.length]), "orange"];
	return [__("Every row has an outcome. Look at the preview, then release."), "blue"];
}

function offer_choices(frm) {
	const { grid } = frm.fields_dict.rows;
	// A correction may also end a project that was approved.
	const ends = frm.doc.purpose === "Selection" && frm.doc.corrects ? ["Terminated"] : [];
	grid.update_docfield_property("outcome", "options", [...OUTCOMES[frm.doc.purpose], ...ends].join("\n"));
	brand_union.releasing.offer(frm, "tier", "tiers");
}

function after_release(frm) {
	frm.disable_form();
	if (!frappe.user.has_role(["Brand Officer", "Brand Administrator"])) return;
	brand_union.history.add_button(frm, __("Drafting History"));
	const { cycle, purpose, panel, name: corrects } = frm.doc;
	frm.add_custom_button(__("Correct", null, "Brand Decision"), () =>
		frappe.new_doc("Brand Decision", { cycle, purpose, panel, corrects })
	);
	if (purpose !== "Selection") return;
	frm.add_custom_button(__("Start Projects"), () =>
		frm.call("start_all").then(({ message }) => {
			const waiting = message.waiting.map(frappe.utils.escape_html).join(", ") || "—";
			const told = [__("{0} projects started. Waiting for an adjustment: {1}", [message.started, waiting])];
			frappe.msgprint([...told, ...message.held.map(frappe.utils.escape_html)].join("<br>"));
		})
	).addClass("btn-primary");
}

function cost({ amount, budget, remaining }) {
	if (!amount) return "";
	const [given, all, left] = [amount, budget, remaining].map((value) => format_number(value, null, 2));
	return budget ? __("Amount: {0} of {1}, left: {2}", [given, all, left]) : __("Amount: {0}", [given]);
}

function outcome(message) {
	const counts = Object.entries({ ...message.outcomes, ...message.tiers });
	const lines = counts.map(([name, count]) => `${__(name, null, "Brand Decision Row")}: ${count}`);
	return brand_union.releasing.list(__("Results"), lines) + `<p>${cost(message)}</p>`;
}

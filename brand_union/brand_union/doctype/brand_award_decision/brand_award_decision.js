frappe.ui.form.on("Brand Award Decision", {
	setup(frm) {
		frm.set_query("corrects", () => ({ filters: { cycle: frm.doc.cycle, status: "Released" } }));
	},

	refresh(frm) {
		brand_union.releasing.keep_rows(frm);
		if (frm.is_new()) return frm.set_intro(__("Choose the cycle and save; then draw up the rows."));
		const [text, colour] = next_step(frm.doc);
		frm.dashboard.set_headline(text, colour);
		if (frm.doc.status === "Released") return after_release(frm);
		brand_union.releasing.offer(frm, "award_title", "awards");
		brand_union.releasing.add_buttons(frm, __("Draw Up Rows", null, "Brand Award Decision"), outcome, "large");
	},
});

function next_step({ status, rows }) {
	if (status === "Released") return [__("Released and final."), "green"];
	if (!rows.length) return [__("Draw up the rows from the closed projects."), "orange"];
	return [__("Look through the titles, then look at the preview and release."), "blue"];
}

function after_release(frm) {
	frm.disable_form();
	const { cycle, name } = frm.doc;
	frm.add_custom_button(__("Awards"), () => frappe.set_route("List", "Brand Award", { decision: name }));
	if (!frappe.user.has_role(["Brand Officer", "Brand Administrator"])) return;
	brand_union.history.add_button(frm, __("Drafting History"));
	frm.add_custom_button(__("Correct", null, "Brand Decision"), () =>
		frappe.new_doc("Brand Award Decision", { cycle, corrects: name })
	);
}

function titles_table(titles) {
	const heads = [__("Award Title"), __("Titles Awarded"), __("Number of Places"), __("Given by Other Decisions"), __("Rule")];
	const line = ({ title, chosen, places, taken, rule }) =>
		[title, chosen, places === null ? __("no limit") : places, taken, rule].map((cell) => `<td>${frappe.utils.escape_html(String(cell))}</td>`).join("");
	return `<table class="table table-bordered"><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>
		<tbody>${titles.map((row) => `<tr>${line(row)}</tr>`).join("")}</tbody></table>`;
}

function outcome({ titles, awarded, revoked }) {
	const counts = __("{0} awards will be made, {1} revoked.", [awarded, revoked]);
	return `${titles_table(titles)}<p>${counts}</p>`;
}

// The criteria of a score sheet as cards: beside each other on a desk, one below the other on a phone.

import { text } from "./html";

frappe.provide("brand_union.sheet_cards");

// Draw the cards of `frm` into `$wrapper`. `on_change` is called after every key; read-only without it.
brand_union.sheet_cards.draw = ($wrapper, frm, on_change) => {
	const fixed = on_change ? "" : "disabled";
	$wrapper.html(`<div class="bu-marks">${frm.doc.scores.map((row) => card(row, fixed)).join("")}</div>`);
	frm.doc.scores.forEach((row) => show_problem($wrapper, row));
	if (!on_change) return;
	$wrapper.find(".bu-mark").each((place, element) => listen($(element), frm.doc.scores[place], () => {
		show_problem($wrapper, frm.doc.scores[place]);
		on_change();
	}));
};

// Mark the cards that have no score yet, and go to the first of them.
brand_union.sheet_cards.point_at = ($wrapper, rows) => {
	$wrapper.find(".bu-mark").removeClass("bu-missing");
	const cards = rows.map((row) => $wrapper.find(`.bu-mark[data-row="${row.name}"]`).addClass("bu-missing"));
	cards[0]?.get(0)?.scrollIntoView({ block: "center" });
	cards[0]?.find("input").get(0)?.focus();
};

function card(row, fixed) {
	const absent = row.not_applicable ? "checked" : "";
	const tick = `<label class="bu-mark-na"><input type="checkbox" ${absent} ${fixed}> ${__("n/a")}</label>`;
	return `<div class="bu-mark" data-row="${text(row.name)}" data-code="${text(row.criterion_code)}">
		<div class="bu-mark-text"><b>${row.idx}. ${text(row.criterion)}</b><div class="text-muted">${text(row.description)}</div></div>
		<div class="bu-mark-entry">
			<input class="form-control bu-mark-score" type="text" inputmode="decimal" autocomplete="off" maxlength="20"
				aria-label="${text(row.criterion)}" value="${text(row.score)}" ${fixed} ${absent && "disabled"}>
			<span class="bu-mark-range text-muted">${text(row.range)}</span>
			${row.allow_na || row.not_applicable ? tick : ""}
		</div>
		<div class="bu-mark-problem text-danger"></div>
	</div>`;
}

function listen($card, row, on_change) {
	const $score = $card.find(".bu-mark-score");
	$score.on("input", () => {
		row.score = $score.val();
		on_change();
	});
	// A wheel that scrolls the page, or Enter, must not change a mark or save the form.
	$score.on("keydown", (event) => {
		if (event.key !== "Enter") return;
		event.preventDefault();
		$card.next(".bu-mark").find(".bu-mark-score").trigger("focus").trigger("select");
	});
	$card.find("input[type=checkbox]").on("change", (event) => {
		row.not_applicable = event.target.checked ? 1 : 0;
		if (row.not_applicable) row.score = "";
		$score.val(row.score).prop("disabled", Boolean(row.not_applicable));
		on_change();
	});
}

function show_problem($wrapper, row) {
	const kind = brand_union.sheet_total.problem(row);
	const sentences = {
		number: __("Not a number. Allowed: {0}", [row.range]),
		min: __("Too low. Allowed: {0}", [row.range]),
		max: __("Too high. Allowed: {0}", [row.range]),
		step: __("Not on a step. Allowed: {0}", [row.range]),
		both: __("A score or n/a, not both."),
	};
	const $card = $wrapper.find(`.bu-mark[data-row="${row.name}"]`);
	$card.toggleClass("bu-wrong", Boolean(kind));
	if (row.score || row.not_applicable) $card.removeClass("bu-missing");
	$card.find(".bu-mark-problem").text(sentences[kind] || "");
}

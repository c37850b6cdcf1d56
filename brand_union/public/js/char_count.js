// How many characters stand in a text, beside how many are allowed: counted as the server counts them.

frappe.provide("brand_union.char_count");

brand_union.char_count.of = (text) => Array.from(text || "").filter((character) => !/\s/u.test(character)).length;

// Below the box of a control: what is asked for, and the count while somebody types.
brand_union.char_count.attach = (control, { hint, max_chars }, text) => {
	control.$wrapper.find(".bu-count").remove();
	if (!hint) return;
	const $count = $(`<div class="bu-count text-muted small"></div>`).appendTo(control.$wrapper);
	const show = (typed) => {
		const count = brand_union.char_count.of(typed);
		const counted = max_chars ? `${count} / ${max_chars}` : `${count}`;
		const now = __("Now {0}", [counted]);
		$count.text(`${hint} · ${now}`).toggleClass("text-danger", Boolean(max_chars && count > max_chars));
	};
	control.$input?.off("input.bu-count").on("input.bu-count", (event) => show(event.target.value));
	show(text);
};

// The total of a score sheet in the browser: the same exact arithmetic as domain/scoring.py, in fractions.

frappe.provide("brand_union.sheet_total");

const PLACES = 2;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
const FULL_WIDTH = /[０-９]/g;
// Written out, because the build for older browsers knows no literals of this kind.
const [NONE, ONE, TWO, TEN] = [0, 1, 2, 10].map(BigInt);
const ZERO = [NONE, ONE];

// A text as the fraction [numerator, denominator], or null if it is no number.
function exact(value) {
	const text = String(value ?? "").trim().replace(FULL_WIDTH, (digit) => digit.charCodeAt(0) - 0xff10);
	const found = NUMBER.exec(text);
	if (!found || !(found[2] || found[3])) return null;
	const [, sign, whole, part = "", power = "0"] = found;
	const digits = BigInt(whole + part) * (sign === "-" ? -ONE : ONE);
	const shift = Number(power) - part.length;
	return shift < 0 ? [digits, TEN ** BigInt(-shift)] : [digits * TEN ** BigInt(shift), ONE];
}

const add = ([a, b], [c, d]) => [a * d + c * b, b * d];
const times = ([a, b], [c, d]) => [a * c, b * d];
const over = ([a, b], [c, d]) => (c < NONE ? [-a * d, b * -c] : [a * d, b * c]);
const sum = (values) => values.reduce(add, ZERO);
const less = ([a, b], [c, d]) => a * d < c * b;

// Half up, away from zero: 2.345 is 2.35, and -2.345 is -2.35.
function rounded([top, bottom], places) {
	const scaled = TEN ** BigInt(places) * (top < NONE ? -top : top);
	const whole = (TWO * scaled + bottom) / (TWO * bottom);
	const digits = String(whole).padStart(places + 1, "0");
	return `${top < NONE && whole ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

// Why a mark cannot stand: "number", "min", "max", "step", "both", or "" if it can.
function problem(row) {
	const text = String(row.score ?? "").trim();
	if (row.not_applicable) return text ? "both" : "";
	if (!text) return "";
	const mark = exact(text);
	if (!mark) return "number";
	const least = exact(row.min_score || 0);
	if (less(mark, least)) return "min";
	if (less(exact(row.max_score), mark)) return "max";
	const steps = row.step ? over(add(mark, times(least, [-ONE, ONE])), exact(row.step)) : ZERO;
	return steps[0] % steps[1] ? "step" : "";
}

// {so_far, full, given, of, missing: [rows], wrong: [rows], is_complete}; n/a drops out and the rest is scaled up.
brand_union.sheet_total.of = (rows) => {
	const counted = rows.filter((row) => !row.not_applicable);
	const missing = counted.filter((row) => !String(row.score ?? "").trim());
	const wrong = rows.filter(problem);
	const full = sum(rows.map((row) => exact(row.max_score)));
	const weight = sum(counted.map((row) => exact(row.max_score)));
	const points = sum(counted.map((row) => (problem(row) ? ZERO : exact(row.score) || ZERO)));
	return {
		so_far: weight[0] ? rounded(over(times(points, full), weight), PLACES) : "",
		full: plain(full),
		given: rows.length - missing.length,
		of: rows.length,
		missing,
		wrong,
		is_complete: Boolean(weight[0] && !missing.length && !wrong.length),
	};
};

brand_union.sheet_total.problem = problem;

const plain = (value) => rounded(value, PLACES).replace(/\.?0+$/, "");

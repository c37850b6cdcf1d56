"""What the table behind a decision says of itself in words: the method, the cut, and how far the jurors agree."""

from collections.abc import Callable, Mapping

from frappe import _
from frappe.utils import cint, cstr

from brand_union.domain import agreement, panel_methods, scoring, standard_scores
from brand_union.services.decision_rows import plain


def about(table: Mapping) -> list[list[str]]:
	"""[label, text] of everything that holds for the table as a whole."""
	return [
		[_("Method"), method(table)],
		*([[_("Weighted Parts"), parts(table)]] if table.get("parts") else []),
		[_("The Line"), line(table)],
		[_("Above the Line (%)"), _samples(table)],
		[_("Kendall's W"), _coefficient(table.get("w"), table.get("w_reason"))],
		[_("Krippendorff's Alpha"), _alphas(table)],
	]


def method(table: Mapping) -> str:
	"""How a project's score comes about, in a sentence."""
	sentences: Mapping[str, Callable[[], str]] = {
		scoring.MEAN: lambda: _("The mean of the jurors' totals."),
		scoring.TRIMMED_MEAN: lambda: _(
			"The mean of the jurors' totals; from {0} sheets on without the {1} highest and the {1} lowest."
		).format(cint(table["trim_from"]), cint(table["trim_count"])),
		scoring.MEDIAN: lambda: _("The median of the jurors' totals."),
		panel_methods.STANDARDISED_MEAN: lambda: _(
			"The mean of the standardised totals: each juror's totals moved to the same mean and the same spread."
		),
		panel_methods.RANK_POINTS: lambda: _(
			"The mean of points for the place in each juror's own order: 100 for the first, 0 for the last; equal totals share the middle."
		),
		panel_methods.VOTES: lambda: _(
			"The share of ballots in favour, abstentions counted as ballots; {0}% are needed."
		).format(plain(table.get("votes_needed") or 0)),
	}
	return sentences[table["method"]]()


def parts(table: Mapping) -> str:
	"""What each part weighs, and what becomes of one that is missing."""
	told = ", ".join(
		_("{0} {1}%").format(_(row["part"], context="Review Panel Part"), plain(row["weight"]))
		for row in table["parts"]
	)
	if table.get("rescale_parts"):
		return _("{0}; the others share the weight of a missing part.").format(told)
	return _("{0}; without one of them a project has no score.").format(told)


def line(table: Mapping) -> str:
	"""Where the cut is."""
	if table.get("line_places"):
		return _("The first {0} places").format(table["line_places"])
	if table.get("line_threshold") is not None:
		return _("From {0} points").format(plain(table["line_threshold"]))
	return _("Not drawn: it takes an outcome in every row, or a number of places in every funding tier.")


def no_z(reason: str) -> str:
	"""Why a juror's totals are not standardised."""
	sentences = {
		standard_scores.TOO_FEW: _("Fewer than {0} totals").format(standard_scores.LEAST_REVIEWS),
		standard_scores.NO_SPREAD: _("All totals the same"),
	}
	return sentences.get(reason, "")


def _samples(table: Mapping) -> str:
	return _(
		"Share of {0} samples, each with the sheets of every project drawn anew from its own sheets, in which a project is above the line (seed: {1})."
	).format(table.get("samples"), table.get("seed"))


def _alphas(table: Mapping) -> str:
	if table.get("alpha") is None:
		return _coefficient(None, table.get("alpha_reason"))
	return _("{0} (scores), {1} (order)").format(cstr(table["alpha"]), cstr(table.get("ordinal_alpha")))


def _coefficient(value, reason: str | None) -> str:
	reasons = {
		agreement.INCOMPLETE: _("not every juror scored every project"),
		agreement.TOO_FEW: _("too few jurors or projects"),
		agreement.NO_SPREAD: _("all scores are the same"),
	}
	return (
		cstr(value) if value is not None else _("Not computable: {0}.").format(reasons.get(reason or "", "—"))
	)

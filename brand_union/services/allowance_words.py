"""What a unit may and must file, in sentences that name the rows of the rules."""

from frappe import _
from frappe.utils import cint

from brand_union.domain import consequences
from brand_union.domain.consequences import Applied, Standing

ROW = "Brand Programme Consequence"


def reason(rules, standing: Standing) -> str:
	"""Which rows make up the allowance, to be put in brackets."""
	if standing.row is None:
		return _("no row of its quotas fits")
	parts = [_("row {0} of its quotas").format(_number(rules.quotas, standing.row))]
	changes = (consequences.MORE, consequences.FEWER)
	return "; ".join([*parts, *(applied(rules, one) for one in standing.applied if one.effect in changes)])


def summary(rules, standing: Standing) -> str:
	"""How much the unit may and must file, and why; one sentence for each."""
	if standing.bar:
		return applied(rules, standing.bar)
	if not standing.cap:
		return _("No application may be filed ({0}).").format(reason(rules, standing))
	sentences = [_amount(rules, standing)]
	if standing.exempt:
		sentences.append(_("The unit is exempt from the duty."))
	if standing.ranked:
		sentences.append(_("Each application takes a rank from 1 to {0}.").format(standing.cap))
	return " ".join([*sentences, *(applied(rules, one) for one in standing.to_continue)])


def applied(rules, one: Applied) -> str:
	"""What a row of consequences does, and the project and year that it is about."""
	row, texts = _number(rules.consequences, one.row), _texts()
	return texts[one.effect].format(row, cause(one), cint(one.change))


def cause(one: Applied) -> str:
	"""The earlier result: year, project, outcome and grade."""
	result = one.result
	outcome = _(result.outcome, context=ROW)
	if not result.project:
		return _("year {0}: {1}").format(result.year, outcome)
	title = result.title or result.project
	if result.grade:
		return _("year {0}: {1}, {2}, grade {3}").format(result.year, title, outcome, result.grade)
	return _("year {0}: {1}, {2}").format(result.year, title, outcome)


def _amount(rules, standing: Standing) -> str:
	if standing.duty:
		return _("At most {0} and at least {1} application(s) ({2}).").format(
			standing.cap, standing.duty, reason(rules, standing)
		)
	return _("At most {0} application(s) ({1}).").format(standing.cap, reason(rules, standing))


def _texts() -> dict[str, str]:
	return {
		consequences.BARRED: _("row {0} of the consequences of earlier years bars it ({1})."),
		consequences.MORE: _("row {0} of the consequences gives {2} more ({1})"),
		consequences.FEWER: _("row {0} of the consequences takes {2} away ({1})"),
		consequences.CONTINUED: _(
			"row {0} of the consequences of earlier years wants it to be continued ({1})."
		),
	}


def _number(rows, place: int) -> int:
	return rows[place].idx or place + 1

"""Works out one condition for one set of facts. What may stand in a condition is settled in domain/condition_text.py.

A condition is evaluated by `frappe.safe_eval`, the restricted Python of Workflow conditions, with the names that these
have (`frappe.db.get_value`, `frappe.db.get_list`, `frappe.utils`) and the facts of a rule. Two things are otherwise: there is
no session, and get_list sees every record, because a rule gives the same whoever asks. Both look-ups take plain field
names only, and nothing that is handed to a condition can be written to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NoReturn

import frappe
from frappe import _

from brand_union.domain import condition_text
from brand_union.services.errors import ConditionProblem

# What every condition may call beside the facts of its rule.
FUNCTIONS: Mapping[str, Callable] = {
	function.__name__: function for function in (len, any, all, sum, min, max, abs, round, int, float, sorted)
}
LOOK_UPS = ("get_value", "get_list")
UTILITIES = ("now_datetime", "add_to_date", "get_datetime", "now")
MOST_ROWS = 1000
# Characters of a text or rows of a list, once it is repeated.
LONGEST_REPEATED = 10_000

Facts = Mapping[str, Any]


class Names:
	"""Read-only facts under their names, `unit.head_count` and `unit["head_count"]`; a name that is not there is an error."""

	__slots__ = ("_values", "_what")

	def __init__(self, what: str, values: Mapping[str, Any]):
		object.__setattr__(self, "_what", what)
		object.__setattr__(self, "_values", dict(values))

	def __getattr__(self, name: str) -> Any:
		if name in self._values:
			return self._values[name]
		raise AttributeError(_("{0} has no {1}").format(self._what, name))

	def __getitem__(self, name: str) -> Any:
		return getattr(self, str(name))

	def __setattr__(self, name: str, value: Any) -> None:
		raise AttributeError(_("{0} cannot be changed").format(self._what))

	def __iter__(self) -> Iterator[str]:
		return iter(self._values)

	def __repr__(self) -> str:
		return self._what


def holds(condition: str | None, facts: Facts, table: str, row: int) -> bool:
	"""Whether a condition is true for these facts; no condition always is.

	`table` (its label) and `row` (counted from 1) say where it stands: ConditionProblem names them, the condition and
	whom it was asked for.
	"""
	text = condition_text.plain(condition)
	if not text:
		return True
	try:
		return truth(text, facts)
	except Exception as error:
		refuse(text, facts, table, row, error)


def refuse(condition: str, facts: Facts, table: str, row: int, error: Exception) -> NoReturn:
	"""Raise ConditionProblem about a condition that could not be worked out."""
	frappe.throw(frappe.utils.escape_html(failure(condition, facts, table, row, error)), ConditionProblem)


def failure(condition: str, facts: Facts, table: str, row: int, error: Exception) -> str:
	"""The plain sentence about a condition that could not be worked out."""
	return _("{0}, row {1}: the condition {2} cannot be worked out for {3}: {4}").format(
		table, row, condition_text.plain(condition), _whom(facts), fault(error)
	)


def truth(text: str, facts: Facts) -> bool:
	"""The condition for these facts, or whatever error it runs into."""
	names = tuple(sorted(facts))
	return bool(_compiled(condition_text.plain(text), names)(*(facts[name] for name in names)))


def problem(text: str, facts: Mapping[str, Iterable[str]]) -> str | None:
	"""Why a text is no condition, as a sentence; `facts` are its names with what may be asked of each."""
	found = condition_text.problem_of(text, {**known_names(), **{k: frozenset(v) for k, v in facts.items()}})
	return _sentence(found, sorted(facts)) if found else None


def names_in(text: str | None) -> frozenset[str]:
	"""The names that a condition uses."""
	return condition_text.names_in(text or "")


def known_names() -> dict[str, frozenset[str]]:
	"""The names that every condition has, dotted ones too, with what each of them offers."""
	return {
		**{name: frozenset() for name in FUNCTIONS},
		"frappe": frozenset({"db", "utils"}),
		"frappe.db": frozenset(LOOK_UPS),
		"frappe.utils": frozenset(UTILITIES),
	}


def fault(error: Exception) -> str:
	"""An error of a condition in the words of whoever raised it."""
	if isinstance(error, ZeroDivisionError):
		return _("it divides by zero")
	return str(error) or type(error).__name__


# Evaluating


@lru_cache(maxsize=512)
def _compiled(text: str, names: tuple[str, ...]) -> Callable:
	"""The condition as a function of its facts: the restricted compiler takes longer than a condition does.

	The text is one whole expression by itself, so the brackets around it cannot be left.
	"""
	if found := condition_text.problem_of(text, {**known_names(), **dict.fromkeys(names)}):
		raise ConditionProblem(_sentence(found, names))
	offered = {**FUNCTIONS, "frappe": _offered(), "product_of": _product, "remainder_of": _remainder}
	return frappe.safe_eval(f"lambda {', '.join(names)}: (\n{condition_text.guarded(text)}\n)", offered)


def _product(left: Any, right: Any) -> Any:
	"""`left * right`; a text or list is repeated no further than LONGEST_REPEATED."""
	for whole, times in ((left, right), (right, left)):
		if hasattr(whole, "__len__") and isinstance(times, int) and len(whole) * times > LONGEST_REPEATED:
			raise ConditionProblem(
				_(
					"a text or list is repeated until it is longer than {0}; a condition has no need of that"
				).format(LONGEST_REPEATED)
			)
	return left * right


def _remainder(left: Any, right: Any) -> Any:
	"""`left % right` of numbers; to a text it would do what its own characters say."""
	if isinstance(left, str | bytes):
		raise ConditionProblem(_("% is for numbers, and stands behind a text here"))
	return left % right


def _offered() -> Names:
	return Names(
		"frappe",
		{
			"db": Names("frappe.db", {"get_value": _get_value, "get_list": _get_list}),
			"utils": Names("frappe.utils", {name: getattr(frappe.utils, name) for name in UTILITIES}),
		},
	)


def _get_value(doctype: str, filters: Any = None, fieldname: str = "name") -> Any:
	"""One field of one record, or None."""
	return frappe.db.get_value(doctype, _plain_filters(filters), _plain_field(fieldname))


def _get_list(doctype: str, filters: Any = None, fields: Iterable[str] = ("name",)) -> list[Names]:
	"""Records with the named fields, at most 1,000 and in the order of their names."""
	wanted = [_plain_field(field) for field in ([fields] if isinstance(fields, str) else fields)]
	rows = frappe.get_all(
		doctype, filters=_plain_filters(filters), fields=wanted, order_by="name asc", limit=MOST_ROWS
	)
	return [Names(doctype, row) for row in rows]


def _plain_filters(filters: Any) -> Any:
	if isinstance(filters, dict):
		return {_plain_field(field): value for field, value in filters.items()}
	if filters is None or isinstance(filters, str):
		return filters
	raise ValueError(_("filters are written as {0}").format('{"unit_type": "…"}'))


def _plain_field(field: Any) -> str:
	if isinstance(field, str) and field.isidentifier():
		return field
	raise ValueError(_("{0} is no name of a field").format(field))


# Sentences


def _whom(facts: Facts) -> str:
	"""The project or unit that a condition was asked for."""
	for name, title in (("project", "project_title"), ("unit", "unit_name")):
		if name in facts and title in tuple(facts[name]):
			return str(facts[name][title])
	return "—"


def _sentence(found: condition_text.TextProblem, names: Iterable[str]) -> str:
	texts = {
		condition_text.UNREADABLE: _("it cannot be read: {0}"),
		condition_text.TOO_LONG: _("it is too long; at most {0} characters are allowed"),
		condition_text.TOO_LARGE: _("the number {0} is too large"),
		condition_text.NOT_ALLOWED: _(
			"a condition may not contain {0}; it compares facts and joins them by and, or, not"
		),
		condition_text.UNKNOWN_NAME: _("there is no {0}; the facts are: {1}"),
		condition_text.UNKNOWN_FACT: _("there is no fact {0}"),
		condition_text.UNKNOWN_METHOD: _("{0} cannot be called in a condition"),
		condition_text.TAKEN_NAME: _("{0} is a name already; call it otherwise in the loop"),
		condition_text.NOT_WRITTEN_OUT: _(
			"{0} does not say in quotation marks which DocType and which fields it looks up"
		),
	}
	return texts[found.kind].format(found.part, ", ".join(names))

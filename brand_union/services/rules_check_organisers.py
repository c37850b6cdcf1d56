"""Whether the table of further organisers can work: every row that cannot is named. Conditions are checked apart."""

from collections.abc import Iterator

from frappe import _
from frappe.utils import cstr

ASKED = ("unit_type", "tag", "condition")


def problems(rules) -> Iterator[str]:
	"""The sentences, in the order of the rows."""
	seen: dict[tuple, int] = {}
	for row in rules.co_organisers:
		key = (row.organiser, *(cstr(row.get(field)).strip() for field in ASKED))
		if key in seen:
			yield _("Other Organisers, row {0}: it says the same as row {1}. Remove one of the two.").format(
				row.idx, seen[key]
			)
		seen.setdefault(key, row.idx)
	if rules.co_organisers and not any(row.organiser != rules.organiser for row in rules.co_organisers):
		yield _(
			"Other Organisers: only the organiser of the programme itself is listed, which takes all applications anyway. Name another one, or empty the table."
		)

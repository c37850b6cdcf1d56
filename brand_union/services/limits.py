"""What a column of the database can hold: asked before it refuses in words that nobody understands."""

from collections.abc import Iterator
from math import isfinite

from frappe import _
from frappe.utils import cstr, flt

from brand_union.services.errors import BrandError, refuse

# Bytes of a TEXT column (MariaDB, "Data Type Storage Requirements").
MOST_BYTES = 65_535
BYTES_OF_A_CHINESE_CHARACTER = 3
# Frappe keeps numbers as decimal(21,9): twelve places before the point.
MOST_NUMBER = 10**12
TEXTS = frozenset({"Small Text", "Text", "Text Editor"})
NUMBERS = frozenset({"Currency", "Float", "Percent"})


def demand_storable(doc, method: str | None = None) -> None:
	"""Hook on `validate`: raise BrandError with every text that is too long and every number too large.

	Short texts and whole numbers have Frappe's own check.
	"""
	parts = [(None, doc), *((row.idx, row) for row in doc.get_all_children())]
	found = [problem for idx, part in parts for problem in _problems(part, idx)]
	refuse(found, BrandError, _("{0} Not Saved").format(_(doc.doctype)))


def _problems(part, idx: int | None) -> Iterator[str]:
	for field in part.meta.fields:
		problem = _problem(field, part.get(field.fieldname))
		if problem:
			place = _(field.label or "", context=part.doctype)
			yield f"{place}: {problem}" if idx is None else _("Row {0}, {1}: {2}").format(idx, place, problem)


def _problem(field, value) -> str | None:
	if field.fieldtype in TEXTS:
		excess = len(cstr(value).encode()) - MOST_BYTES
		if excess > 0:
			characters = -(-excess // BYTES_OF_A_CHINESE_CHARACTER)
			return _("the text is too long by {0} characters. Shorten it.").format(characters)
	if field.fieldtype in NUMBERS:
		number = flt(value)
		if not isfinite(number) or abs(number) >= MOST_NUMBER:
			return _("{0} is no number that can be kept here.").format(cstr(value)[:40])
	return None

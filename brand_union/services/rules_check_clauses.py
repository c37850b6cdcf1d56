"""Whether the clauses of a programme's single rules name rules that there are."""

from frappe import _
from frappe.utils import cstr

from brand_union.services.preset_format import PROGRAMME, fields_of


def problems(rules) -> list[str]:
	"""One sentence for each row that names no field of the programme, or one that another row names."""
	known, seen, found = {df.fieldname for df in fields_of(PROGRAMME)}, set(), []
	for row in rules.get("clauses") or []:
		if row.rule not in known:
			found.append(
				_("Clauses of Single Rules, row {0}: there is no rule {1}.").format(row.idx, cstr(row.rule))
			)
		elif row.rule in seen:
			found.append(
				_("Clauses of Single Rules, row {0}: {1} is listed twice.").format(
					row.idx, _(rules.meta.get_label(row.rule))
				)
			)
		seen.add(row.rule)
	return found

"""Adjusting an answer to a section of the school's own, beside the fields of the form.

Texts, numbers and choices are adjusted; a table or files are not, since a unit consents to a text that it can read
in one line of the adjustment.
"""

from frappe import _, bold, throw
from frappe.utils import cstr

from brand_union.domain import sections as pure
from brand_union.services import section_answers, section_texts, sections
from brand_union.services.errors import AdjustmentProblem, throw_list

ADJUSTED = (pure.LONG_TEXT, pure.NUMBER, pure.CHOICE)


def adjustable(project) -> dict[str, str]:
	"""{key: title} of the sections of a Brand Project that an adjustment may change."""
	return {row.section: row.title for row in project.answers if row.kind in ADJUSTED}


def value_of(project, name: str) -> str:
	"""What stands in a field, or in a section, of the project."""
	row = section_answers.answer_of(project, name)
	return cstr(row.answer if row else project.get(name))


def put(project, name: str, value: str | None) -> None:
	"""Write a new value into a field, or into a section, of the project."""
	row = section_answers.answer_of(project, name)
	if row:
		row.answer = cstr(value)
	else:
		project.set(name, value)


def fill(project, row) -> bool:
	"""Fill title and old value of a change that is one of a section; whether it is.

	Raises AdjustmentProblem for a table or files, and for a value that the section's own limits refuse.
	"""
	given = section_answers.answer_of(project, row.field_name)
	if not given:
		return False
	if given.kind not in ADJUSTED:
		throw(
			_(
				"Row {0}: {1} is a table or holds files, which an adjustment cannot change. Agree on it in words under Reason."
			).format(row.idx, bold(given.title)),
			AdjustmentProblem,
		)
	row.field_label, row.old_value = given.title, cstr(given.answer)
	_demand_within_limits(project, row)
	return True


def _demand_within_limits(project, row) -> None:
	rules = sections.rows_of(project.cycle, sections.APPLICATION)
	rule = next((one for one in rules if one.field_name == row.field_name and sections.is_own(one)), None)
	found = (
		[section_texts.of_section(problem) for problem in pure.check(sections.plain(rule), row.new_value)]
		if rule
		else []
	)
	if found:
		throw_list(_("Row {0} cannot be adjusted like this:").format(row.idx), found, AdjustmentProblem)

"""What is wrong with a section, in sentences: which section, what was found, and what is asked for."""

from collections.abc import Iterable

from frappe import _

from brand_union.domain import rules
from brand_union.domain import sections as pure

Sentence = str


def of_field(problem: rules.SectionProblem) -> Sentence:
	"""Why a field of the form cannot be filed."""
	return _of_text(problem.kind, problem.label, str(problem.count), str(problem.limit))


def of_section(problem: pure.Problem) -> Sentence:
	"""Why a section of the school's own cannot be filed."""
	if problem.kind in (rules.MISSING, rules.TOO_LONG, rules.TOO_SHORT):
		return _of_text(problem.kind, problem.title, problem.value, problem.limit)
	return _sentences()[problem.kind].format(
		problem.title, problem.value, problem.limit, problem.row, problem.place
	)


def unknown(idx: int, key: str, known: Iterable[str], in_files: bool = False) -> Sentence:
	"""A row of answers or files names a section that the form does not have."""
	table = _("Files", context="Brand Project") if in_files else _("Further Sections")
	return _("{0}, row {1}: this form has no section {2}. It has: {3}.").format(
		table, idx, key or "—", ", ".join(known) or _("none")
	)


def twice(idx: int, key: str) -> Sentence:
	"""Two rows answer the same section."""
	return _("{0}, row {1}: the section {2} is answered twice. Send one row for each.").format(
		_("Further Sections"), idx, key
	)


def wrong_shape(idx: int, title: str) -> Sentence:
	"""An answer is no text."""
	return _("{0}, row {1}: the answer to {2} must be a text.").format(_("Further Sections"), idx, title)


def no_table(idx: int, title: str, columns: Iterable[str]) -> Sentence:
	"""The answer to a table is not a list of rows."""
	return _("{0}, row {1}: the answer to {2} must be a list of rows with the columns {3}.").format(
		_("Further Sections"), idx, title, ", ".join(columns)
	)


def unknown_column(idx: int, title: str, column: str, columns: Iterable[str]) -> Sentence:
	"""A row of a table has a column that the section does not have."""
	return _("{0}, row {1}: {2} has no column {3}. It has: {4}.").format(
		_("Further Sections"), idx, title, column, ", ".join(columns)
	)


def _of_text(kind: str, label: str, count: str, limit: str) -> Sentence:
	if kind == rules.TOO_LONG:
		return _("{0} has {1} characters; at most {2} are allowed.").format(label, count, limit)
	if kind == rules.TOO_SHORT:
		return _("{0} has {1} characters; at least {2} are asked for.").format(label, count, limit)
	return _("{0} is required and empty.").format(label)


def _sentences() -> dict[str, str]:
	"""By kind of problem; {0} title, {1} what was found, {2} limit, {3} row, {4} column or file."""
	return {
		pure.NO_NUMBER: _("{0}: {1} is no number. Enter digits only, without a unit."),
		pure.TOO_SMALL: _("{0} is {1}; it must be at least {2}."),
		pure.TOO_LARGE: _("{0} is {1}; it must be at most {2}."),
		pure.NO_CHOICE: _("{0}: {1} is not among the choices. Choose one of: {2}."),
		pure.EMPTY_CELL: _("{0}, row {3}: {4} is empty."),
		pure.STRANGE_COLUMN: _(
			"{0}, row {3}: the column {4} is not asked for any more. The columns are: {2}."
		),
		pure.TOO_FEW_FILES: _("{0} has {1} files; at least {2} are asked for."),
		pure.TOO_MANY_FILES: _("{0} has {1} files; at most {2} are allowed."),
		pure.LOST_FILE: _("{0}: the file {4} cannot be found. Remove it and upload it again."),
		pure.WRONG_ENDING: _("{0}: {4} is of the kind {1}; these kinds are asked for: {2}."),
		pure.WRONG_CONTENT: _("{0}: {4} is not what its ending {1} says. Save it anew in that format."),
		pure.SMALL_FILE: _("{0}: {4} has {1} MB; each file must have at least {2} MB."),
		pure.LARGE_FILE: _("{0}: {4} has {1} MB; each file may have at most {2} MB."),
	}


def hint(section: pure.Section) -> Sentence:
	"""What a section asks for, in words for the person who fills it in; "" where there is no limit."""
	if section.kind == pure.FILES:
		return ", ".join(_file_hints(section))
	low, high = _limits(section)
	if low and high:
		return _limit_texts(section)[0].format(low, high)
	if low or high:
		return _limit_texts(section)[1 if low else 2].format(low or high)
	return ""


def _limits(section: pure.Section) -> tuple:
	if _is_number(section):
		bounds = (section.min_number, section.max_number)
		return tuple("" if bound is None else str(bound) for bound in bounds)
	if section.kind in (pure.LONG_TEXT, pure.FORM_FIELD):
		return section.min_chars, section.max_chars
	return 0, 0


def _is_number(section: pure.Section) -> bool:
	return section.kind == pure.NUMBER


def _limit_texts(section: pure.Section) -> tuple[str, str, str]:
	"""With both limits, with the lower one alone, with the upper one alone."""
	if _is_number(section):
		return _("A number from {0} to {1}"), _("A number from {0}"), _("A number to {0}")
	return _("{0} to {1} characters"), _("At least {0} characters"), _("At most {0} characters")


def _file_hints(section: pure.Section) -> Iterable[Sentence]:
	low, high = section.min_files, section.max_files
	if low and high:
		yield _("{0} to {1} files").format(low, high)
	elif low or high:
		yield (_("at least {0} files") if low else _("at most {0} files")).format(low or high)
	if section.file_types:
		yield ", ".join(section.file_types)
	least, most = (f"{size:g}" for size in (section.min_file_mb, section.max_file_mb))
	if section.min_file_mb and section.max_file_mb:
		yield _("each from {0} to {1} MB").format(least, most)
	elif section.min_file_mb or section.max_file_mb:
		text = _("each at least {0} MB") if section.min_file_mb else _("each at most {0} MB")
		yield text.format(least if section.min_file_mb else most)

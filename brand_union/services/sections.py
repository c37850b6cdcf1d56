"""The sections of a form as the cycle's rows say: kept in order while a draft is written, and held against their limits.

A row stands for a field of the form, or for a section of the school's own (domain/sections.py). The answers to those
are rows of the document, one for each section, made here: people fill in the answer and nothing else.
"""

import json
from collections.abc import Iterable, Iterator

import frappe
from frappe import _
from frappe.utils import cint, cstr, flt

from brand_union.domain import lifecycle, rules
from brand_union.domain import sections as pure
from brand_union.domain.rounding import to_decimal
from brand_union.services import cycles, section_files, section_texts
from brand_union.services.errors import SectionProblem, refuse, throw_list

APPLICATION, SUMMARY = "Application", "Summary"
FORM_OF = {"Brand Project": APPLICATION, "Brand Acceptance": SUMMARY}
DOCTYPE_OF = {form: doctype for doctype, form in FORM_OF.items()}
# Where a document keeps what was filled in.
TABLES = ("answers", "files")
# What may stand in an answer: plain JSON may bring a number or the rows of a table.
ANSWER_TYPES = (str, int, float, list)


def rows_of(cycle: str, form: str) -> list:
	"""The rows of a form ("Application" or "Summary") in the cycle's order."""
	return [row for row in cycles.rules_of(cycle).sections if row.form == form]


def is_own(row) -> bool:
	"""Whether a row is a section of the school's own, and no field of the form."""
	return row.kind in pure.OWN_KINDS


def applies(row, category: str | None) -> bool:
	"""Whether a row is meant for documents of this Brand Category; a row that names none is meant for all."""
	codes = pure.lines(row.categories)
	if not codes or not category:
		return not codes
	return frappe.get_cached_value("Brand Category", category, "category_code") in codes


def asked(doc) -> list:
	"""The rows that `doc` is to fill in: of its form, and for its category."""
	return [row for row in rows_of(doc.cycle, FORM_OF[doc.doctype]) if applies(row, doc.get("category"))]


def plain(row) -> pure.Section:
	"""A row of the school's own as a plain value."""
	return pure.Section(
		row.field_name,
		title_of(row),
		row.kind,
		bool(row.required),
		cint(row.min_chars),
		cint(row.max_chars),
		pure.lines(row.choices),
		pure.lines(row.columns),
		_bound(row.min_number),
		_bound(row.max_number),
		cint(row.min_files),
		cint(row.max_files),
		section_files.endings(row.file_types),
		flt(row.min_file_mb),
		flt(row.max_file_mb),
	)


def title_of(row) -> str:
	"""What a section of the school's own is called; its key where it has no title."""
	return cstr(row.label).strip() or row.field_name


# While it is written


def settle(doc) -> None:
	"""Step of `validate`: one row for each section of the school's own, in the cycle's order, with title and kind.

	A section that is left out keeps its answer, and so does one that is not asked for any more, until the document is
	filed: nothing that somebody typed is lost. Raises SectionProblem for an unknown section or an answer of the wrong
	shape. What is frozen stays as it was filed.
	"""
	if _is_frozen(doc):
		return
	before = doc.get_doc_before_save()
	kept = {row.section: row for row in (before.answers if before else [])}
	own = [row for row in rows_of(doc.cycle, FORM_OF[doc.doctype]) if is_own(row)]
	given = _given(doc, own, kept)
	_demand_known_files(doc, own, {row.section for row in (before.files if before else [])})
	section_files.claim(doc)
	doc.set("answers", [])
	for row in own:
		answer = given.get(row.field_name, "")
		if answer or applies(row, doc.get("category")):
			_append(doc, kept, row.field_name, answer, title=title_of(row), kind=row.kind)
	keys = {row.field_name for row in own}
	for key, old in kept.items():
		if key not in keys and given.get(key, old.answer):
			_append(doc, kept, key, given.get(key, old.answer))


# Filing


def demand(doc) -> None:
	"""Raise SectionProblem naming every section of the form that breaks the cycle's limits.

	What was typed for other categories, or for sections that are gone, is left out of what is filed.
	"""
	rows = asked(doc)
	found = [text for row in rows for text in _problems(doc, row)]
	if found:
		throw_list(_("{0} cannot be filed yet:").format(doc.project_title), found, SectionProblem)
	keys = {row.field_name for row in rows if is_own(row)}
	for table in TABLES:
		doc.set(table, [row for row in doc.get(table) if row.section in keys])


def _problems(doc, row) -> Iterator[str]:
	if not is_own(row):
		for problem in rules.check_sections(*_field(doc, row)):
			yield section_texts.of_field(problem)
		return
	answer = next((given.answer for given in doc.answers if given.section == row.field_name), None)
	files = section_files.of_section(doc, row.field_name) if row.kind == pure.FILES else ()
	for problem in pure.check(plain(row), answer, files):
		yield section_texts.of_section(problem)


def _field(doc, row) -> tuple[dict, list[rules.Section]]:
	section = rules.Section(
		row.field_name,
		_(row.label or doc.meta.get_label(row.field_name), context=doc.doctype),
		bool(row.required),
		cint(row.min_chars),
		cint(row.max_chars),
	)
	return {row.field_name: doc.get(row.field_name)}, [section]


# Answers


def _given(doc, own: Iterable, kept: dict) -> dict[str, str]:
	"""{section: answer} of the document, with what was saved for the sections that are left out."""
	known = {row.field_name: row for row in own}
	found, problems = {}, []
	for row in doc.answers:
		key = cstr(row.section)
		if key not in known and key not in kept:
			problems.append(section_texts.unknown(row.idx, key, known))
		elif key in found:
			problems.append(section_texts.twice(row.idx, key))
		else:
			found[key] = row.answer
			problems += _shape_problems(known.get(key), row, kept.get(key))
	refuse(problems, SectionProblem, _("Not Saved"))
	answers = {key: _text(known.get(key), answer) for key, answer in found.items()}
	return {**{key: old.answer or "" for key, old in kept.items()}, **answers}


def _shape_problems(rule, row, old) -> Iterator[str]:
	"""A table is a list of rows with the given columns; all else is plain text."""
	if isinstance(row.answer, bool) or not isinstance(row.answer or "", ANSWER_TYPES):
		yield section_texts.wrong_shape(row.idx, title_of(rule) if rule else row.section)
	elif rule and rule.kind == pure.TABLE and row.answer != (old.answer if old else None):
		yield from _table_problems(rule, row, old)
	elif isinstance(row.answer, list):
		yield section_texts.wrong_shape(row.idx, title_of(rule) if rule else row.section)


def _table_problems(rule, row, old) -> Iterator[str]:
	columns = pure.lines(rule.columns)
	try:
		cells = {column for line in _read(row.answer) for column in line}
		before = {column for line in _read(old.answer if old else "") for column in line}
	except ValueError:
		yield section_texts.no_table(row.idx, title_of(rule), columns)
		return
	for column in sorted(cells - before - set(columns)):
		yield section_texts.unknown_column(row.idx, title_of(rule), column, columns)


def _read(answer) -> pure.TableRows:
	return pure.read_table(json.dumps(answer, default=cstr) if isinstance(answer, list) else cstr(answer))


def _text(rule, answer) -> str:
	"""The answer as it is kept: a table without empty rows, a text as it was typed."""
	if rule and rule.kind == pure.TABLE:
		return pure.write_table(_read(answer))
	return cstr(answer) if answer is not None else ""


def _append(doc, kept: dict, key: str, answer: str, **heading: str) -> None:
	"""A saved row keeps its name, so that the history shows what changed in it."""
	saved = kept[key].as_dict() if key in kept else {"section": key}
	doc.append("answers", {**saved, **heading, "answer": answer})


def _demand_known_files(doc, own: Iterable, kept: set[str]) -> None:
	known = {row.field_name: row for row in own if row.kind == pure.FILES}
	refuse(
		[
			section_texts.unknown(row.idx, cstr(row.section), known, in_files=True)
			for row in doc.files
			if row.section not in known and row.section not in kept
		],
		SectionProblem,
		_("Not Saved"),
	)


def _is_frozen(doc) -> bool:
	before = doc.get_doc_before_save()
	return bool(before) and lifecycle.is_content_frozen(doc.doctype, before.stage)


def _bound(text):
	return to_decimal(text) if cstr(text).strip() else None

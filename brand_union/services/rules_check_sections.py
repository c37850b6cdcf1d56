"""Whether the rows of the forms' sections can work: each problem is named with its row."""

import re
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model import default_fields
from frappe.utils import cint, cstr, flt

from brand_union.domain import file_kinds
from brand_union.domain import sections as pure
from brand_union.domain.rounding import to_decimal
from brand_union.services.sections import DOCTYPE_OF, TABLES

KEY = re.compile(r"[a-z][a-z0-9_]{0,60}")


def problems(rules) -> Iterator[str]:
	"""Every row of `sections` that cannot work, as a translated sentence."""
	codes = _codes(rules)
	seen = set()
	for row in rules.sections:
		found = [*_name(row), *_limits(row), *_KINDS.get(row.kind, _nothing)(row), *_categories(row, codes)]
		if (row.form, row.field_name) in seen:
			found.append(_("{0} is listed twice.").format(row.field_name))
		seen.add((row.form, row.field_name))
		yield from (_("Sections, row {0}: {1}").format(row.idx, problem) for problem in found)


def _name(row) -> Iterator[str]:
	"""A field that the form has, or a key that it does not have."""
	meta = frappe.get_meta(DOCTYPE_OF[row.form])
	name = cstr(row.field_name)
	if row.kind not in pure.OWN_KINDS:
		if not meta.has_field(name):
			yield _("{0} has no field {1}.").format(_(meta.name), name)
		elif name in TABLES:
			yield _("{0} holds the answers to sections of the other kinds. Choose one of those.").format(name)
	elif meta.has_field(name) or name in default_fields:
		yield _("{0} is a field of {1}. Give the section another key.").format(name, _(meta.name))
	elif not KEY.fullmatch(name):
		yield _("{0} is no key. Use small letters, digits and _, like {1}.").format(name, "past_results")


def _limits(row) -> Iterator[str]:
	if cint(row.max_chars) and cint(row.min_chars) > cint(row.max_chars):
		yield _("at least {0} characters, but at most {1}.").format(row.min_chars, row.max_chars)


def _nothing(row) -> Iterator[str]:
	return iter(())


def _number(row) -> Iterator[str]:
	bounds = []
	for text in (row.min_number, row.max_number):
		try:
			bounds.append(to_decimal(text) if cstr(text).strip() else None)
		except ValueError:
			yield _("{0} is no number.").format(text)
	if len(bounds) == 2 and None not in bounds and bounds[0] > bounds[1]:
		yield _("from the number {0}, but to {1}.").format(row.min_number, row.max_number)


def _choice(row) -> Iterator[str]:
	if len(pure.lines(row.choices)) < 2:
		yield _("there is nothing to choose from. Enter two choices at least, one per line.")


def _table(row) -> Iterator[str]:
	if not pure.lines(row.columns):
		yield _("the table has no columns. Enter its headings, one per line.")


def _files(row) -> Iterator[str]:
	if cint(row.max_files) and cint(row.min_files) > cint(row.max_files):
		yield _("at least {0} files, but at most {1}.").format(row.min_files, row.max_files)
	if min(cint(row.min_files), cint(row.max_files)) < 0:
		yield _("a number of files cannot be negative.")
	if flt(row.max_file_mb) and flt(row.min_file_mb) > flt(row.max_file_mb):
		yield _("each file from {0} MB, but to {1} MB.").format(flt(row.min_file_mb), flt(row.max_file_mb))
	if min(flt(row.min_file_mb), flt(row.max_file_mb)) < 0:
		yield _("the size of a file cannot be negative.")
	for ending in file_kinds.endings(row.file_types):
		if ending not in file_kinds.KINDS:
			yield _("{0} is no kind of file that is known here. Known are: {1}.").format(
				ending, ", ".join(sorted(file_kinds.KINDS))
			)


def _categories(row, codes: set[str] | None) -> Iterator[str]:
	if codes is None:
		return
	for code in pure.lines(row.categories):
		if code not in codes:
			yield _("the programme has no category {0}. It has: {1}.").format(
				code, ", ".join(sorted(codes)) or _("none")
			)


def _codes(rules) -> set[str] | None:
	"""The codes of the programme's categories; None for a new programme, which gets them only afterwards."""
	programme = rules.get("programme") or (None if rules.is_new() else rules.name)
	if not programme:
		return None
	return set(
		frappe.get_all("Brand Category", {"programme": programme}, pluck="category_code", order_by=None)
	)


_KINDS = {pure.NUMBER: _number, pure.CHOICE: _choice, pure.TABLE: _table, pure.FILES: _files}

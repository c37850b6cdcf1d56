"""Programmes ready to load: a school's rules as data, created with their categories and score sheets.

A preset is a JSON file:
  "programme":    fields and tables of a Brand Programme, without its organiser
  "categories":   Brand Categories of it;  "score_sheets": Score Sheets, with criteria and grades
  "clauses":      {field of the programme: clause};  every row has its own "clause"
A clause says which article of the school's document a rule comes from; it is kept where the record has such
a field. Loading creates what is missing and changes nothing that is there.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import cstr, escape_html, getdate, strip_html

from brand_union.services.errors import BrandError

FOLDER = Path(__file__).parent.parent / "presets"
PROGRAMME, CATEGORY, SHEET = "Brand Programme", "Brand Category", "Score Sheet"
NOT_A_FIELD = frozenset({"clause"})
# Filled in while loading, so a preset need not name them.
GIVEN = {PROGRAMME: {"organiser"}, CATEGORY: {"programme"}, SHEET: set()}

Content = dict[str, Any]


class PresetProblem(BrandError):
	"""A preset that cannot be loaded, with every problem by row."""


@frappe.whitelist(methods=["GET", "POST"])
def list_presets() -> list[dict[str, str]]:
	"""The shipped presets as {preset, title, source}, for whoever may create a programme."""
	frappe.has_permission(PROGRAMME, "create", throw=True)
	found = [_read(file) for file in sorted(FOLDER.glob("*.json"))]
	return [{key: cstr(content.get(key)) for key in ("preset", "title", "source")} for content in found]


@frappe.whitelist(methods=["POST"])
def load_preset(preset: str, organiser: str) -> str:
	"""Load a shipped preset by its name for a unit; returns the programme's name."""
	known = {file.stem: file for file in FOLDER.glob("*.json")}
	if preset not in known:
		frappe.throw(
			_("There is no preset {0}. Choose one of: {1}.").format(
				escape_html(preset), ", ".join(sorted(known))
			),
			PresetProblem,
		)
	return load(known[preset], organiser)


def load(source: str | Path | Content, organiser: str | None = None) -> str:
	"""Create the programme of a preset (path or content), its categories and score sheets; all or nothing.

	`organiser` is the Union Unit that runs it; without one, the site's only unit without a parent. Returns the
	programme's name. Raises PresetProblem listing every row that is wrong, and PermissionError where the user
	may not create programmes.
	"""
	frappe.has_permission(PROGRAMME, "create", throw=True)
	content = source if isinstance(source, dict) else _read(Path(source))
	organiser = organiser or content.get("programme", {}).get("organiser") or _only_root()
	problems = [*_structure(content), *_organiser_problems(organiser)] or [*check(content)]
	if problems:
		_refuse(problems)
	return _create_all(content, organiser)


def check(content: Content) -> Iterator[str]:
	"""Every row of a preset that cannot become a record, as a translated sentence."""
	yield from _check_record(PROGRAMME, content["programme"], _(PROGRAMME))
	for number, category in enumerate(content["categories"], 1):
		yield from _check_record(CATEGORY, category, _("{0} {1}").format(_(CATEGORY), number))
	for number, sheet in enumerate(content["score_sheets"], 1):
		yield from _check_record(SHEET, sheet, _("{0} {1}").format(_(SHEET), number))
	yield from _check_sheets(content)


def _read(file: Path) -> Content:
	try:
		return json.loads(file.read_text(encoding="utf-8"))
	except (OSError, ValueError) as error:
		frappe.throw(
			_("The preset {0} cannot be read: {1}").format(escape_html(file.name), escape_html(str(error))),
			PresetProblem,
		)


def _only_root() -> str | None:
	roots = frappe.get_all(
		"Union Unit", {"parent_union_unit": ("is", "not set")}, pluck="name", order_by="name", limit=2
	)
	return roots[0] if len(roots) == 1 else None


def _structure(content: Content) -> Iterator[str]:
	for part, kind in {"programme": dict, "categories": list, "score_sheets": list}.items():
		if not isinstance(content.get(part), kind):
			yield _("The preset has no part {0}.").format(frappe.bold(part))


def _organiser_problems(organiser: str | None) -> Iterator[str]:
	if not organiser:
		yield _("Say which unit is the organiser of this programme.")
	elif not frappe.db.exists("Union Unit", organiser):
		yield _("The organiser {0} is not a Union Unit.").format(frappe.bold(escape_html(organiser)))


def _check_record(doctype: str, record: Content, place: str) -> Iterator[str]:
	meta = frappe.get_meta(doctype)
	yield from _check_fields(meta, record, place, GIVEN.get(doctype, set()))
	for table in meta.get_table_fields():
		child = frappe.get_meta(table.options)
		for number, row in enumerate(record.get(table.fieldname) or [], 1):
			yield from _check_fields(
				child, row, _("{0}, {1}, row {2}").format(place, _(table.label), number), set()
			)


def _check_fields(meta, record: Content, place: str, given: set[str]) -> Iterator[str]:
	for field in sorted(record.keys() - NOT_A_FIELD):
		if not meta.has_field(field):
			yield _("{0}: {1} has no field {2}.").format(place, _(meta.name), frappe.bold(escape_html(field)))
	for df in meta.fields:
		value = record.get(df.fieldname)
		if value in (None, "", []):
			if df.reqd and not df.default and df.fieldname not in given:
				yield _("{0}: {1} is missing.").format(place, _(df.label, context=df.parent))
		elif fault := _fault(df, value):
			yield _("{0}: {1} is {2}; {3}").format(
				place, _(df.label, context=df.parent), frappe.bold(escape_html(cstr(value))), fault
			)


def _fault(df, value: Any) -> str | None:
	"""What is wrong with a value of a field; None if nothing."""
	if df.fieldtype == "Select" and value not in (df.options or "").split("\n"):
		return _("it must be one of: {0}.").format((df.options or "").strip().replace("\n", ", "))
	if df.fieldtype == "Date" and not _is_date(value):
		return _("it must be a date like 2025-06-30.")
	if df.fieldtype in ("Int", "Float", "Currency", "Percent") and not _is_number(value):
		return _("it must be a number.")
	if df.fieldtype in table_fields and not isinstance(value, list):
		return _("it must be a list of rows.")
	return None


def _is_date(value: Any) -> bool:
	try:
		return isinstance(value, str) and cstr(getdate(value)) == value
	except (ValueError, frappe.ValidationError):
		return False


def _is_number(value: Any) -> bool:
	return isinstance(value, int | float) and not isinstance(value, bool)


def _check_sheets(content: Content) -> Iterator[str]:
	"""The score sheets that the programme names come with the preset or are on the site."""
	own = {sheet.get("sheet_name"): sheet.get("purpose") for sheet in content["score_sheets"]}
	for field, purpose in (("selection_sheet", "Selection"), ("acceptance_sheet", "Acceptance")):
		name = content["programme"].get(field)
		found = own.get(name) or (name and frappe.db.get_value(SHEET, name, "purpose"))
		if name and found != purpose:
			yield _("{0}: there is no score sheet {1} for {2}.").format(
				_(PROGRAMME), frappe.bold(escape_html(name)), _(purpose)
			)


def _create_all(content: Content, organiser: str) -> str:
	frappe.db.savepoint("load_preset")
	problems = []
	for sheet in content["score_sheets"]:
		problems += _create(SHEET, sheet["sheet_name"], sheet)
	programme = content["programme"]["programme_code"]
	problems += _create(PROGRAMME, programme, {**content["programme"], "organiser": organiser})
	for category in content["categories"]:
		name = f"{programme}-{category['category_code']}"
		problems += _create(CATEGORY, name, {**category, "programme": programme}) if not problems else []
	if problems:
		frappe.db.rollback(save_point="load_preset")
		frappe.clear_messages()
		_refuse(problems)
	return programme


def _create(doctype: str, name: str, record: Content) -> list[str]:
	"""Create a record unless it exists; what its own rules say against it comes back as sentences."""
	if frappe.db.exists(doctype, name):
		return []
	try:
		frappe.get_doc({"doctype": doctype, **_fields(doctype, record)}).insert()
	except frappe.ValidationError as error:
		return [f"{_(doctype)} {frappe.bold(escape_html(name))}: {strip_html(cstr(error))}"]
	return []


def _fields(doctype: str, record: Content) -> Content:
	"""The record with what its DocType has a place for: a clause goes where there is a field for it."""
	meta = frappe.get_meta(doctype)
	fields = {key: value for key, value in record.items() if meta.has_field(key)}
	for table in meta.get_table_fields():
		if table.fieldname in fields:
			fields[table.fieldname] = [_fields(table.options, row) for row in fields[table.fieldname]]
	return fields


def _refuse(problems: list[str]) -> None:
	items = "".join(f"<li>{problem}</li>" for problem in problems)
	frappe.throw(
		f"<p>{_('The preset was not loaded. Put these rows right and load it again:')}</p><ul>{items}</ul>",
		PresetProblem,
		title=_("Preset Not Loaded"),
		wide=True,
	)

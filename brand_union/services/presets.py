"""Programmes as files: the shipped presets, and those that schools exchange.

A file is looked at first (`preview_preset`, `preview_file`) and then loaded (`load_preset`, `load_file`), with the
units that its organisers are here. Everything of it is created, or nothing; what is there is never changed.
"""

from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr, escape_html

from brand_union.services import arguments, preset_create
from brand_union.services.preset_check import problems_of
from brand_union.services.preset_format import MAIN, PROGRAMME, UNIT, Content, PresetProblem
from brand_union.services.preset_links import problems_of_units
from brand_union.services.preset_preview import preview
from brand_union.services.preset_reading import read_shipped, read_text, shipped


@frappe.whitelist(methods=["GET", "POST"])
def list_presets() -> list[dict[str, str]]:
	"""The shipped presets as {preset, title, source}, for whoever may create a programme."""
	_demand_right()
	found = {name: read_shipped(name) for name in shipped()}
	return [
		{"preset": name, "title": cstr(content.get("title")), "source": cstr(content.get("source"))}
		for name, content in found.items()
	]


@frappe.whitelist(methods=["GET", "POST"])
def preview_preset(preset: str) -> dict[str, Any]:
	"""What loading a shipped preset would make (see preset_preview.preview)."""
	_demand_right()
	return preview(read_shipped(preset))


@frappe.whitelist(methods=["POST"])
def preview_file(content: str) -> dict[str, Any]:
	"""What loading the text of a programme's file would make (see preset_preview.preview)."""
	_demand_right()
	return preview(read_text(content))


@frappe.whitelist(methods=["POST"])
def load_preset(
	preset: str,
	organiser: str,
	co_organisers: dict[str, str] | str | None = None,
	programme_code: str | None = None,
) -> str:
	"""Load a shipped preset by its name; the rest as in `load_file`."""
	_demand_right()
	return load(read_shipped(preset), organiser, _as_dict(co_organisers), programme_code)


@frappe.whitelist(methods=["POST"])
def load_file(
	content: str,
	organiser: str,
	co_organisers: dict[str, str] | str | None = None,
	programme_code: str | None = None,
) -> str:
	"""Load the text of a programme's file; returns the programme's name.

	`organiser` is the unit that runs it, `co_organisers` {key in the file: unit} says which units its further
	organisers are, `programme_code` gives it another code than the file does.
	"""
	_demand_right()
	return load(read_text(content), organiser, _as_dict(co_organisers), programme_code)


def load(
	content: Content,
	organiser: str | None = None,
	co_organisers: dict[str, str] | None = None,
	programme_code: str | None = None,
) -> str:
	"""Create the programme of a file's content with its tags, categories and score sheets; all or nothing.

	Without `organiser` it is the site's only unit without a parent. Returns the programme's name. Raises
	PresetProblem listing every row that is wrong, and PermissionError where the user may not create programmes.
	"""
	_demand_right()
	units = {**(co_organisers or {}), MAIN: organiser or _only_root()}
	problems = problems_of(content)
	if problems:
		_refuse(problems)
	code = cstr(programme_code).strip() or content["programme"]["programme_code"]
	problems = [*problems_of_units(content, units), *_taken(code)]
	problems = problems or preset_create.create(content, code, units)
	if problems:
		_refuse(problems)
	return frappe.db.get_value(PROGRAMME, {"programme_code": code})


def _demand_right() -> None:
	frappe.has_permission(PROGRAMME, "create", throw=True)


def _as_dict(given: Any) -> dict[str, str]:
	found = arguments.parsed(given) if given else {}
	if not isinstance(found, dict) or not all(isinstance(unit, str) for unit in found.values()):
		frappe.throw(_("The organisers are given as the key in the file and the unit here."), PresetProblem)
	return found


def _only_root() -> str | None:
	roots = frappe.get_all(
		UNIT, {"parent_union_unit": ("is", "not set")}, pluck="name", order_by="name", limit=2
	)
	return roots[0] if len(roots) == 1 else None


def _taken(code: str) -> list[str]:
	name = frappe.db.get_value(PROGRAMME, code, "programme_name")
	if not name:
		return []
	return [
		_("There is already a programme {0} with the code {1}. Enter another code for this one.").format(
			escape_html(name), frappe.bold(escape_html(code))
		)
	]


def _refuse(problems: list[str]) -> None:
	items = "".join(f"<li>{problem}</li>" for problem in problems)
	frappe.throw(
		f"<p>{_('Nothing was loaded. Put these rows right and load it again:')}</p><ul>{items}</ul>",
		PresetProblem,
		title=_("Programme Not Loaded"),
		wide=True,
	)

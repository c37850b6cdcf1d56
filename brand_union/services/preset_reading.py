"""From the text of a file to its content, or a sentence that says why it is none."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, escape_html

from brand_union.services.preset_format import FORMAT, Content, PresetProblem

FOLDER = Path(__file__).parent.parent / "presets"
MOST_BYTES = 1_000_000
# Far more than a programme has, whose deepest values are the fields of rows.
MOST_LEVELS = 20
BYTE_ORDER_MARK = "\ufeff"


def shipped() -> dict[str, Path]:
	"""The presets that the app ships, by their names."""
	return {file.stem: file for file in sorted(FOLDER.glob("*.json"))}


def read_shipped(preset: str) -> Content:
	"""A shipped preset by its name."""
	known = shipped()
	if preset not in known:
		frappe.throw(
			_("There is no preset {0}. Choose one of: {1}.").format(escape_html(preset), ", ".join(known)),
			PresetProblem,
		)
	return read_text(known[preset].read_text(encoding="utf-8"))


def read_text(text: str) -> Content:
	"""The content of a file; a byte order mark before it does no harm. Raises PresetProblem."""
	size = len(text.encode("utf-8", errors="replace"))
	if size > MOST_BYTES:
		_refuse(
			_("The file has {0} bytes, and a programme takes {1} at most. Choose another file.").format(
				size, MOST_BYTES
			)
		)
	content = _parse(text.removeprefix(BYTE_ORDER_MARK))
	_demand_flat(content)
	if not isinstance(content, dict):
		_refuse(_("The file holds no programme. Choose a file that was exported from a programme."))
	_demand_format(content)
	return content


def _parse(text: str) -> Any:
	try:
		return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_number)
	except json.JSONDecodeError as error:
		_refuse(
			_("The file cannot be read: line {0}, character {1}: {2}").format(
				error.lineno, error.colno, escape_html(error.msg)
			)
		)
	except ValueError:
		_refuse(_("The file cannot be read: a number in it is too long."))
	except RecursionError:
		_refuse_nesting()


def _demand_flat(content: Any) -> None:
	"""Whatever looks at the content later may go down into it without end."""
	level = [content]
	for _depth in range(MOST_LEVELS):
		level = [one for part in level for one in _parts(part)]
	if level:
		_refuse_nesting()


def _parts(part: Any) -> Iterable[Any]:
	return part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()


def _refuse_nesting() -> None:
	_refuse(_("The file cannot be read: its parts are nested too deeply."))


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
	found: dict[str, Any] = {}
	for key, value in pairs:
		if key in found:
			_refuse(
				_("The file says {0} twice in one place. Remove one.").format(frappe.bold(escape_html(key)))
			)
		found[key] = value
	return found


def _no_number(text: str) -> None:
	_refuse(_("The file cannot be read: {0} is not a number.").format(text))


def _demand_format(content: Content) -> None:
	given = content.get("format")
	if not isinstance(given, int) or isinstance(given, bool) or given < 1:
		_refuse(_("The file does not say its format. Choose a file that was exported from a programme."))
	if cint(given) > FORMAT:
		_refuse(
			_(
				"The file has format {0}, and this site reads up to {1}. Update the app, or export it from an older one."
			).format(given, FORMAT)
		)


def _refuse(message: str) -> None:
	frappe.throw(message, PresetProblem, title=_("Programme Not Loaded"))

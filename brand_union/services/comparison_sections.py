"""What changed in a school's own sections between two frozen versions: under their titles, tables line by line."""

from collections.abc import Mapping
from typing import Any

from frappe import _
from frappe.utils import cstr

from brand_union.domain import sections as pure
from brand_union.domain.snapshot import Change
from brand_union.domain.text_diff import text_diff
from brand_union.services import section_answers, section_files

ANSWERS, FILES = "answers", "files"
# By which field the rows of two versions are the same row.
ROW_KEYS = {ANSWERS: "section", FILES: "file"}

Content = Mapping[str, Any]


def side_by_side(place: str, old: str, new: str) -> dict:
	"""One difference as the form shows it."""
	segments = [{"kind": part.kind, "text": part.text} for part in text_diff(old, new)]
	return {"place": place, "old": old, "new": new, "segments": segments}


def of(before: Content, after: Content) -> "SectionChanges":
	"""The changes of the sections between two contents of snapshots."""
	return SectionChanges(before, after)


class SectionChanges:
	"""Reads a change of the two tables, each of which holds sections of many kinds."""

	def __init__(self, before: Content, after: Content):
		self.before, self.after = before, after
		rows = [*(before.get(ANSWERS) or []), *(after.get(ANSWERS) or [])]
		self.titles = {row["section"]: row.get("title") or row["section"] for row in rows}

	def covers(self, change: Change) -> bool:
		"""Whether the change is one of a section."""
		return change.table in ROW_KEYS

	def row(self, change: Change) -> dict | None:
		"""The change with its title; None for a section that came or went without an answer."""
		found = self._answer(change) if change.table == ANSWERS else self._file(change)
		place, old, new = found
		return side_by_side(place, old, new) if old != new else None

	def _answer(self, change: Change) -> tuple[str, str, str]:
		row = self._row_of(change)
		title = self.titles[row["section"]]
		if change.field is None:
			return title, _answer_text(change.old), _answer_text(change.new)
		if change.field == "answer":
			kind = row.get("kind")
			return title, *(_answer_text({"kind": kind, "answer": text}) for text in (change.old, change.new))
		label = _("Title") if change.field == "title" else _("Kind")
		return f"{title}: {label}", cstr(change.old), cstr(change.new)

	def _file(self, change: Change) -> tuple[str, str, str]:
		row = self._row_of(change)
		title = self.titles.get(row.get("section"), cstr(row.get("section")))
		if change.field is None:
			return title, _file_text(change.old), _file_text(change.new)
		labels = {"caption": _("Caption"), "sha256": _("SHA-256"), "file_size": _("Size in Bytes")}
		place = f"{title}, {section_files.name_of(row.get('file'))}"
		return f"{place}: {labels.get(change.field, change.field)}", cstr(change.old), cstr(change.new)

	def _row_of(self, change: Change) -> Mapping[str, Any]:
		"""The row that changed: of the newer version, or of the older one if it is gone."""
		if change.field is None:
			return change.new or change.old
		return self.after[change.table][change.row - 1]


def _answer_text(row: Mapping[str, Any] | None) -> str:
	answer = cstr((row or {}).get("answer"))
	return section_answers.table_text(answer) if (row or {}).get("kind") == pure.TABLE else answer


def _file_text(row: Mapping[str, Any] | None) -> str:
	if not row:
		return ""
	return " · ".join(
		part for part in (cstr(row.get("caption")), section_files.name_of(row.get("file"))) if part
	)

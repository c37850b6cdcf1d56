"""Autumn: the office looks in on the projects, writes what it saw, and the units answer."""

from collections.abc import Iterator

from brand_union.demo import files
from brand_union.demo.clock import later
from brand_union.demo.year.story import Event, Year, happen, name_of


def guide(year: Year) -> None:
	"""Comments on the projects and the units' replies, a day later."""
	notes = files.read("cultivation")["notes"]
	happen(year, [event for note in notes for event in _events(year, note)])


def _events(year: Year, note: dict) -> Iterator[Event]:
	project = year.of_unit(note["unit"])
	yield note["written_on"], lambda: _comment(year, project, note["author"], note["text"])
	if note["reply"]:
		yield (
			later(note["written_on"], days=1),
			lambda: _comment(year, project, note["reply_by"], note["reply"]),
		)


def _comment(year: Year, project: str, author: str, text: str) -> None:
	year.people(author).rpc(
		"frappe.desk.form.utils.add_comment",
		reference_doctype="Brand Project",
		reference_name=project,
		content=text,
		comment_email=author,
		comment_by=name_of(author),
	)

"""What the steps of the year share: who acts, what time it is, and what has been made so far."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from brand_union.demo import files
from brand_union.demo.clock import Clock
from brand_union.demo.driver import People, Refused

# The office's people who do the work of the year.
ADMIN = "hit.admin@hit.example"
OFFICE = "hit.officer1@hit.example"

Event = tuple[str, Callable[[], None]]


@dataclass
class Year:
	"""The year so far. `projects` and `summaries` map a record of the data to its document's name."""

	people: People
	clock: Clock
	programme: str = ""
	cycle: str = ""
	categories: dict[str, str] = field(default_factory=dict)
	projects: dict[str, str] = field(default_factory=dict)
	summaries: dict[str, str] = field(default_factory=dict)
	panels: dict[str, str] = field(default_factory=dict)
	decisions: dict[str, str] = field(default_factory=dict)
	refused: dict[str, Refused] = field(default_factory=dict)

	def of_unit(self, unit: str) -> str:
		"""The project that the unit filed (its first application bears the unit's own code)."""
		return self.projects[unit]


def happen(year: Year, events: Iterable[Event]) -> None:
	"""Let the events happen in the order of their moments, each at its own."""
	for moment, event in sorted(events, key=lambda one: one[0]):
		year.clock.move_to(moment)
		event()


def officer_of(unit: str) -> str:
	"""The user who does the paperwork of a unit."""
	return _unit(unit)["officer_user"]


def chair_of(unit: str) -> str:
	"""The user who chairs a unit's union."""
	return _unit(unit)["chair_user"]


def name_of(user: str) -> str:
	"""A person's full name."""
	return next(person["full_name"] for person in files.read("people") if person["user"] == user)


def merge_rows(rows: list[dict], changes: Iterable[dict], key: str) -> list[dict]:
	"""The rows of a table, each with what is to change in it; rows are matched by the field `key`."""
	by_key = {change[key]: change for change in changes}
	return [{**row, **by_key.get(row[key], {})} for row in rows]


def _unit(code: str) -> dict:
	return next(unit for unit in files.read("units") if unit["code"] == code)

"""What the years of the smaller schools share: a site with the school's people and units, and its cycle from the preset."""

from contextlib import ExitStack
from dataclasses import dataclass, field

import frappe

from brand_union.demo.clock import movable_clock
from brand_union.demo.year import opening
from brand_union.demo.year.story import Year
from brand_union.tests import IntegrationTestCase
from brand_union.tests.rest import RestPeople
from brand_union.tests.year import questions, traces
from brand_union.tests.year.case import PASSWORD, Refusal

PRESETS = "brand_union.services.presets"
JURORS = [f"juror{n}" for n in range(1, 6)]
# As people of a school.
JURY = {name: (f"评委{n}", "Brand Juror", "") for n, name in enumerate(JURORS, 1)}


@dataclass(frozen=True)
class Unit:
	"""A unit of the story; its one officer is officer.CODE@domain."""

	code: str
	name: str
	kind: str = "Second-level Union"
	parent: str = ""
	tags: tuple[str, ...] = ()
	more: dict = field(default_factory=dict)


@dataclass(frozen=True)
class School:
	"""A school: its preset, its year, its units, and who works there: {user: (full name, role, unit)}."""

	preset: str
	domain: str
	year: int
	opened_at: str
	units: tuple[Unit, ...]
	people: dict[str, tuple[str, str, str]]
	co_organisers: dict[str, str] = field(default_factory=dict)
	budget: int = 30000
	# Who decides, and in whose presence.
	meeting: str = "校工会委员会"
	attendance: str = "全体委员"

	def user(self, name: str) -> str:
		"""The login of one of the people."""
		return f"{name}@{self.domain}"

	def officer_of(self, unit: str) -> str:
		"""The login of a unit's officer."""
		return self.user(f"officer.{unit.lower()}")


class SchoolYear(IntegrationTestCase):
	"""A site with the people, units and cycle of one school, and nothing else of its year yet."""

	school: School
	broken_in = ""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		if frappe.db.exists("Union Unit", cls.school.units[0].code):
			raise AssertionError(
				"The site already has the units of this year: restore it, or use another one."
			)
		cls.before = traces.remember()
		cls.addClassCleanup(traces.remove_new, cls.before)
		clock = ExitStack()
		cls.addClassCleanup(clock.close)
		cls.people = RestPeople(PASSWORD)
		moving = clock.enter_context(movable_clock(cls.school.opened_at))
		cls.year = Year(people=cls.people, clock=moving)
		opening.make_users(cls._users(), PASSWORD, language="en")
		cls.open_year()

	@classmethod
	def _users(cls) -> list[dict]:
		school = cls.school
		office = [
			{"user": school.user(name), "full_name": full_name, "roles": [role]}
			for name, (full_name, role, _unit) in school.people.items()
		]
		return office + [
			{
				"user": school.officer_of(unit.code),
				"full_name": f"{unit.name}干事",
				"roles": ["Brand Unit Officer"],
			}
			for unit in cls.applicants()
		]

	@classmethod
	def applicants(cls) -> list[Unit]:
		"""The units that have an officer of their own: all that hang below another one."""
		return [unit for unit in cls.school.units if unit.parent]

	@classmethod
	def open_year(cls) -> None:
		"""The programme from its preset, the units with their tags, and the cycle."""
		admin, school, year = cls.people(cls.school.user("admin")), cls.school, cls.year
		# The preset brings the tags that the units carry, and the units are its organisers.
		for unit in (unit for unit in school.units if not unit.parent):
			cls.make_unit(unit)
		year.programme = admin.rpc(
			f"{PRESETS}.load_preset",
			preset=school.preset,
			organiser=school.units[0].code,
			co_organisers=school.co_organisers,
		)
		for unit in cls.applicants():
			cls.make_unit(unit)
		found = admin.find("Brand Category", {"programme": year.programme}, ["name", "category_name"])
		year.categories = {row["category_name"]: row["name"] for row in found}
		year.cycle = admin.call(
			"Brand Programme", year.programme, "open_cycle", year=school.year, budget=school.budget
		)

	@classmethod
	def make_unit(cls, unit: Unit) -> None:
		members = [
			{"user": cls.school.user(name), "post": "Officer"}
			for name, (_name, _role, own) in cls.school.people.items()
			if own == unit.code
		]
		if unit.parent:
			members.append({"user": cls.school.officer_of(unit.code), "post": "Officer"})
		cls.people(cls.school.user("admin")).insert(
			"Union Unit",
			unit_code=unit.code,
			unit_name=unit.name,
			unit_type=unit.kind,
			parent_union_unit=unit.parent or None,
			is_group=int(not unit.parent),
			unit_tags=[{"tag": tag} for tag in unit.tags],
			members=members,
			**{"head_count": 120, **unit.more},
		)

	# Asking

	def refuses(self, kind: str, *sentences: str) -> Refusal:
		"""A block that the site has to refuse with this error, whose message contains the sentences."""
		return Refusal(self, kind, sentences)

	def officer(self, unit: str):
		return self.people(self.school.officer_of(unit))

	def as_user(self, name: str):
		return self.people(self.school.user(name))

	def project(self, unit: str) -> str:
		return self.year.of_unit(unit)

	def stages(self) -> dict:
		return questions.stages(self.year.cycle)

	def coverage(self, cycle: str = "") -> dict[str, dict]:
		"""The office's list of who filed in a cycle (the year's own) and who did not, by unit."""
		filters = {"cycle": cycle or self.year.cycle}
		found = self.as_user("office").rpc(
			"frappe.desk.query_report.run", report_name="Brand Coverage", filters=filters
		)
		return {row["unit"]: row for row in found["result"] if isinstance(row, dict)}

	def titles_seen(self, name: str, doctype: str = "Brand Project") -> list[str]:
		"""The titles of all that one of the people finds in a list."""
		rows = self.as_user(name).find(doctype, fields=["project_title"])
		return sorted(row["project_title"] for row in rows)

	def assert_no_errors(self) -> None:
		"""Nothing went wrong behind what people saw."""
		self.assertEqual(traces.new_names(self.before, "Error Log"), set())

"""The site of the invented university: its people log in, and everything else is made by what they send."""

import frappe

from brand_union.tests.year import school, steps
from brand_union.tests.year.invented import cast, forms, rules
from brand_union.tests.year.school import Unit

PROGRAMME, CYCLE = "Brand Programme", "Brand Cycle"


class InventedYear(school.SchoolYear):
	"""The units, the score sheets and the programme's first rules; `cycles` is {year: its cycle}."""

	school = cast.YUNLU

	@classmethod
	def _users(cls) -> list[dict]:
		keeper = {"user": cls.school.user(cast.KEEPER), "full_name": "韦管", "roles": ["System Manager"]}
		keeper["roles"].append("Brand Administrator")
		return [*super()._users(), keeper]

	@classmethod
	def open_year(cls) -> None:
		cls.cycles, cls.programmes = {}, []
		admin = cls.people(cls.school.user("admin"))
		for tag, why in ((cast.COLLEGE, "教学单位"), ("女工", "女教职工过半")):
			admin.insert("Union Tag", tag_name=tag, description=why, clause="二.1")
		for unit in cls.school.units:
			cls.make_unit(unit)
		for sheet in forms.SHEETS:
			admin.insert("Score Sheet", **sheet)
		cls.year.programme = cls.make_programme(**rules.FIRST)
		cls.year.categories = {
			name: admin.insert(
				"Brand Category", programme=cls.year.programme, category_code=code, category_name=name
			)["name"]
			for code, name in rules.CATEGORIES
		}

	@classmethod
	def make_unit(cls, unit: Unit) -> None:
		super().make_unit(unit)
		if not unit.parent:
			return
		admin = cls.people(cls.school.user("admin"))
		members = admin.read("Union Unit", unit.code)["members"]
		members.append({"user": cls.chair_of(unit.code), "post": "Chair"})
		if unit.code == "YL-01":
			members.append({"user": cls.school.user(cast.SECRETARY), "post": "Party Secretary"})
		admin.update("Union Unit", unit.code, members=members)

	@classmethod
	def chair_of(cls, unit: str) -> str:
		"""The login of who chairs a unit."""
		return cls.school.user(cast.CHAIRS.get(unit, cast.SHARED_CHAIR))

	@classmethod
	def make_programme(cls, **values) -> str:
		"""Enter a programme as the administrator does; returns its name."""
		name = cls.people(cls.school.user("admin")).insert(PROGRAMME, **values)["name"]
		cls.programmes.append(name)
		return name

	def open_cycle(self, year: int, programme: str | None = None) -> str:
		"""Open the cycle of a year as the administrator does, and let it run."""
		admin = self.as_user("admin")
		name = admin.call(
			PROGRAMME, programme or self.year.programme, "open_cycle", year=year, budget=self.school.budget
		)
		admin.update(CYCLE, name, status="Running")
		return name

	def chair(self, unit: str):
		return self.people(self.chair_of(unit))

	def stage_of(self, key: str) -> str:
		return frappe.db.get_value(steps.PROJECT, self.project(key), "stage")

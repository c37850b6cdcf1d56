"""What units filed before a year of their programme: asked for all of them, for some, and for none."""

from collections import Counter

from brand_union.services import earlier_years
from brand_union.tests import factories as make
from brand_union.tests.cases import FilingCase


class TestEarlierYears(FilingCase):
	"""The unit has filed in 2025, together with a `partner`; joint applications count for both."""

	rules = {
		"joint_quota": "Every Unit",
		"windows": [{"phase": "Application", "opens_on": "2000-01-01", "closes_on": "2099-12-31"}],
	}

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.partner = make.make_unit(parent_union_unit=cls.union.name)
		together = {"joint_units": [{"unit": cls.partner.name}], "project_title": "Choir"}
		make.make_project(cls.cycle, cls.unit, "Filed", **together)

	def before(self, year: int, units=None) -> earlier_years.Past:
		return earlier_years.before(self.programme.name, year, units)

	def test_each_unit_is_answered_for_itself(self):
		unit, partner = self.unit.name, self.partner.name
		cases = (
			(None, {unit: ["Choir"]}, {unit, partner}),
			([unit, partner], {unit: ["Choir"]}, {unit, partner}),
			([unit], {unit: ["Choir"]}, {unit}),
			([partner], {}, {partner}),
		)
		for units, titles, filed in cases:
			with self.subTest(units=units):
				past = self.before(2026, units)
				found = {name: [result.title for result in rows] for name, rows in past.results.items()}
				self.assertEqual(found, titles)
				self.assertEqual(past.filed, Counter((self.cycle.name, name) for name in filed))

	def test_of_no_unit_the_years_are_known_and_nothing_else(self):
		past = self.before(2026, [])
		self.assertEqual([row.name for row in past.rules], [self.cycle.name])
		self.assertEqual((past.results, past.filed, past.forerunners), ({}, Counter(), {}))
		self.assertEqual(past.results_of(self.unit.name), [])

	def test_of_no_unit_the_dissolved_ones_are_not_found_either(self):
		heir = {"unit_code": f"H{make.RUN}-{make.number()}", "unit_name": "Union of Heirs"}
		with make.acting("Administrator"):
			make.make_unit_change("Merge", [self.unit, self.partner], [heir]).carry_out()
		forerunners = {heir["unit_code"]: sorted([self.unit.name, self.partner.name])}
		self.assertEqual(self.before(2026, [heir["unit_code"]]).forerunners, forerunners)
		self.assertEqual(self.before(2026, []).forerunners, {})

	def test_before_the_first_year_there_is_nothing(self):
		self.assertEqual(self.before(2025), earlier_years.Past())

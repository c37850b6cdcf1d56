"""What tests of awards begin with: a cycle with two titles, and four closed projects of units below its union."""

import frappe

from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase

TITLES = [
	{
		"award_title": "Model",
		"max_count": 1,
		"level": "University",
		"grade": "Excellent",
		"recommend": 1,
		"certificate_pattern": "A {year}-{number:3}",
	},
	{"award_title": "Good", "max_share": 50, "level": "University"},
]
# Scores 100, 90, 80, 70: Excellent, Excellent, Good, Sufficient.
MARKS = ((40, 40, 20), (36, 36, 18), (32, 32, 16), (28, 28, 14))


class AwardCase(OfficeCase):
	"""The `closed` projects best first: the first of `unit`, the others of units of their own."""

	titles = TITLES
	marks = MARKS

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.closed = make.make_closed(cls.cycle, *cls.marks, units=[cls.unit])

	@classmethod
	def make_programme(cls, **rules):
		return super().make_programme(awards=[dict(row) for row in cls.titles], **rules)

	def decision(self, *titles, **values):
		"""A decision that gives the projects, best first, these titles; the rest keeps what was proposed."""
		given = {project.name: title for project, title in zip(self.closed, titles, strict=False)}
		return make.make_award_decision(self.cycle, given, **values)

	def correction(self, first, *titles, **values):
		return self.decision(*titles, corrects=first.name, **values)

	def change_rules(self, change) -> None:
		"""Let the administrator change the rules of the running cycle: `change` is called with it."""
		with make.acting("Administrator"):
			cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
			change(cycle)
			cycle.change_reason = "Decided anew"
			cycle.save()

	def awards(self, **filters):
		"""[(place of the project, title, status, number)] of the cycle's awards."""
		rows = frappe.get_all(
			"Brand Award",
			{"cycle": self.cycle.name, **filters},
			["project", "award_title", "status", "certificate_number"],
			order_by="creation, name",
		)
		return [
			(self.place(row.project), row.award_title, row.status, row.certificate_number) for row in rows
		]

	def place(self, project: str) -> int:
		"""The place of a project among the closed ones, from 1."""
		return [one.name for one in self.closed].index(project) + 1


class AwardedCase(AwardCase):
	"""The office has awarded what the rules propose: `model` to the best project, `good` to the next one."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		with make.acting(cls.office):
			cls.awarded = make.make_award_decision(cls.cycle, released=True)
		cls.model, cls.good = (row.award for row in cls.awarded.rows[:2])

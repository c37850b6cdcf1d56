"""What site tests begin with: a union's office with a unit below it, what the unit files, and what a jury gives it."""

import frappe
from frappe.utils import strip_html

from brand_union.services import stage
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

APPROVE = {"outcome": "Approved", "tier": "General"}
REFUSE = {"outcome": "Not Approved"}


class UnionCase(IntegrationTestCase):
	"""The `office` of a `union`, and the `officer` of a `unit` below it. Every case leaves things as it found them."""

	# Who acts when a case begins: the attribute that holds the user.
	begins_as = "officer"

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.office, cls.officer = make.make_user("Brand Officer"), make.make_user("Brand Unit Officer")
		cls.union = make.make_unit(
			unit_type="University Union", is_group=1, members=[(cls.office, "Officer")]
		)
		cls.unit = make.make_unit(parent_union_unit=cls.union.name, members=[(cls.officer, "Officer")])

	def setUp(self):
		# A case may be refused after something was written; a request would be undone as a whole.
		frappe.db.savepoint("union_case")
		self.addCleanup(self.end_case)
		frappe.set_user(getattr(self, self.begins_as))

	def end_case(self):
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="union_case")

	def refusal(self, error, call, *args, **kwargs) -> str:
		"""The sentence, without its markup, with which a call is refused."""
		with self.assertRaises(error) as caught:
			call(*args, **kwargs)
		return strip_html(str(caught.exception))


class CycleCase(UnionCase):
	"""A running `cycle` of a `programme` of the union with these `rules`."""

	rules: dict = {}
	# Around which the windows are open; today where it is None.
	day: str | None = None

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.programme = cls.make_programme()
		cls.cycle = make.make_cycle(on=cls.day, programme=cls.programme)

	@classmethod
	def make_programme(cls, **rules):
		"""The programme; to be overridden where other documents have to be there before it, or before its cycle."""
		return make.make_programme(cls.union.name, on=cls.day, **{**cls.rules, **rules})

	def end_case(self):
		super().end_case()
		frappe.clear_document_cache("Brand Cycle", self.cycle.name)


class OfficeCase(CycleCase):
	"""The union's office is at work."""

	begins_as = "office"


class AdminCase(CycleCase):
	"""The union's administrator, `admin`, is at work."""

	begins_as = "admin"

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.admin = make.make_user("Brand Administrator")


class FilingCase(CycleCase):
	"""The unit drafts and files in June 2025."""

	day = "2025-06-15"

	def draft(self, **values):
		return make.make_project(self.cycle, self.unit, **values)

	def file(self, project):
		stage.move(project, "Filed")
		return frappe.get_doc("Brand Project", project.name)


class SheetCase(IntegrationTestCase):
	"""An open panel of one project and two jurors, of whom the first has the `review` and acts."""

	# Of the score sheet.
	criteria: tuple = make.CRITERIA

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.cycle, cls.jurors = make.make_cycle(), make.make_jurors(2)
		cls.sheet = make.make_score_sheet(criteria=cls.criteria)

	def setUp(self):
		self.project = make.make_project(cycle=self.cycle, stage="Checked")
		self.panel = make.make_panel([self.project], self.jurors, opened=True, score_sheet=self.sheet.name)
		self.review = make.sheet_of(self.panel.name, self.project.name, self.jurors[0])
		frappe.set_user(self.jurors[0])
		self.addCleanup(frappe.set_user, "Administrator")


class DecisionCase(IntegrationTestCase):
	"""Panels whose jurors mark (Need of 40, Plan of 40, Budget of 20)."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.cycle = make.make_cycle()
		cls.jurors = make.make_jurors(3)

	def sealed(self, *marks, cycle=None, jurors=None, **values):
		"""A sealed panel with one project for each of `marks`: a tuple for all jurors, or a list of one each."""
		jurors = jurors or self.jurors
		projects = [make.make_project(cycle=cycle or self.cycle, stage="Checked") for _mark in marks]
		panel = make.make_panel(projects, jurors, opened=True, **values)
		for project, given in zip(projects, marks, strict=True):
			per_juror = given if isinstance(given, list) else [given] * len(jurors)
			for juror, scores in zip(jurors, per_juror, strict=True):
				if scores:
					make.mark(make.sheet_of(panel.name, project.name, juror), *scores)
		panel.seal()
		return panel, projects

	def stage_of(self, project):
		return frappe.db.get_value("Brand Project", project.name, "stage")


class NoticeCase(OfficeCase):
	"""A `project` of the unit, and one of a `neighbour` unit, both approved by the union's `decision`."""

	rules: dict = {"notice_days": 5}

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.neighbour = make.make_unit(parent_union_unit=cls.union.name)
		cls.project, cls.other, cls.refused = (
			make.make_project(cls.cycle, unit, stage="Checked")
			for unit in (cls.unit, cls.neighbour, cls.neighbour)
		)
		cls.panel = make.make_panel([cls.project, cls.other, cls.refused], opened=True)
		make.score_all(cls.panel, {cls.other.name: (40, 40, 20), cls.refused.name: (10, 10, 10)})
		cls.panel.seal()
		outcomes = {cls.project.name: APPROVE, cls.other.name: APPROVE, cls.refused.name: REFUSE}
		cls.decision = make.make_decision(cls.panel, outcomes, released=True)

	@property
	def draft(self):
		"""The notice that was drafted when the decision was released."""
		return frappe.get_doc("Brand Notice", {"decision": self.decision.name, "status": "Draft"})

	def posted(self, **values):
		"""The drafted notice, with its contact, made public now."""
		notice = self.draft
		notice.update({"contact": "Office of the union, telephone 86410000", **values})
		notice.save()
		notice.post()
		return frappe.get_doc("Brand Notice", notice.name)

	def correction(self, **outcomes):
		"""A released decision that corrects the first one: `outcomes` by the attribute that holds the project."""
		rows = {getattr(self, project).name: values for project, values in outcomes.items()}
		with make.acting("Administrator"):
			return make.make_decision(self.panel, rows, corrects=self.decision.name, released=True)

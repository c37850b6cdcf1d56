"""What tests of paper sheets begin with: an open panel, and people of the office who key its sheets."""

import frappe

from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase

PAPER, REVIEW = "Brand Paper Sheet", "Brand Review"
# Need of 40 in steps of 1, Plan of 40 in steps of 0.5, Reach of 20 that may not apply.
CRITERIA = (
	("need", "Need", 40),
	("plan", "Plan", 40, {"step": 0.5}),
	("reach", "Reach", 20, {"allow_na": 1}),
)
GOOD, BETTER = {"need": "30", "plan": "29.5", "reach": "10"}, {"need": "40", "plan": "40", "reach": "n/a"}


class PaperCase(OfficeCase):
	"""An open panel of two jurors and two projects, and two people of the office beside its administrator."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.colleague, cls.third = (make.make_user("Brand Officer") for _one in range(2))
		for user in (cls.colleague, cls.third):
			make.join(cls.union.name, user, "Officer")
		cls.admin, cls.jurors = make.make_user("Brand Administrator"), make.make_jurors(2)

	@classmethod
	def make_programme(cls, **rules):
		sheet = make.make_score_sheet(criteria=CRITERIA)
		return super().make_programme(selection_sheet=sheet.name, **rules)

	def setUp(self):
		super().setUp()
		with make.acting("Administrator"):
			projects = [make.make_project(self.cycle, stage="Checked") for _n in range(2)]
			self.panel = make.make_panel(projects, self.jurors, opened=True, mode="Meeting")
		self.first, self.second = (project.name for project in projects)
		self.juror = self.jurors[0]

	def key(self, user, juror=None, finished=True, **typed):
		"""Key as `user` what `typed` says by the projects' short names."""
		with make.acting(user):
			sheets = {getattr(self, short): marks for short, marks in typed.items()}
			self.panel.save_keying(juror or self.juror, sheets)
			return self.panel.finish_keying() if finished else None

	def key_twice(self, **typed):
		self.key(self.office, **typed)
		return self.key(self.colleague, **typed)

	def seen_by(self, user) -> set[str]:
		with make.acting(user):
			return set(frappe.get_list(PAPER, {"panel": self.panel.name}, pluck="keyed_by"))

	def stored(self, project=None):
		return make.sheet_of(self.panel.name, project or self.first, self.juror)

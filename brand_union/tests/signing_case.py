"""What tests of opinion boxes begin with: a unit whose people hold the posts that sign, and a cycle with a chain."""

import frappe

from brand_union.services import stage
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.cases import CycleCase

UNION, PARTY, OFFICE, FREE = "Unit union", "Party organisation", "University union", "Remarks"
CHAIN = [
	{"endorsement": UNION, "signer_post": "Chair", "manner": "On Screen"},
	{"endorsement": FREE, "signer_post": "Chair", "required_before": "Not Required"},
	{"endorsement": PARTY, "signer_post": "Party Secretary", "required_before": "Formal Check"},
	{"endorsement": OFFICE, "signer_post": "Office", "required_before": "Review"},
]
ON_PAPER = {"signer": "Qian Secretary", "signed_on": "2026-01-05", "sealed": 1}


class SigningCase(CycleCase):
	"""A unit with an officer, a chair and a party secretary, in a cycle with a chain of four boxes."""

	chain: list = CHAIN

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.chair = make.make_user("Brand Unit Chair", name="Sun Chair")
		cls.secretary = make.make_user("Brand Endorser", name="Qian Secretary")
		make.join(cls.unit.name, cls.chair, "Chair")
		cls.unit = make.join(cls.unit.name, cls.secretary, "Party Secretary")
		with make.acting(cls.officer):
			cls.scan = own.upload("stamped.pdf", b"%PDF with a stamp")

	@classmethod
	def make_programme(cls, **rules):
		chain = [{"form": "Application", **row} for row in cls.chain]
		return super().make_programme(endorsements=chain, **rules)

	def draft(self, **values):
		return make.make_project(self.cycle, self.unit, **values)

	def sign(self, user: str, project, box: str, opinion: str = "Agreed."):
		with make.acting(user):
			frappe.get_doc(project.doctype, project.name).sign(box, opinion)
		return self.row(project, box)

	def row(self, project, box: str):
		rows = frappe.get_doc(project.doctype, project.name).endorsements
		return next(row for row in rows if row.endorsement == box)

	def filed(self):
		project = self.draft()
		self.sign(self.chair, project, UNION)
		stage.move(frappe.get_doc("Brand Project", project.name), "Filed")
		return frappe.get_doc("Brand Project", project.name)

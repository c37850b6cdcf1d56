"""Signing an opinion box on screen or by entering its paper: who may, in which order, and who is asked to."""

import frappe
from frappe.utils import getdate, nowdate

from brand_union.services import projects, stage
from brand_union.services.errors import BrandError, EndorsementMissing, EndorsementProblem, NotAllowedNow
from brand_union.tests import factories as make
from brand_union.tests.signing_case import FREE, OFFICE, ON_PAPER, PARTY, UNION, SigningCase


class TestSigning(SigningCase):
	def test_who_holds_the_post_signs_with_name_post_and_day(self):
		project = self.draft()
		row = self.sign(self.chair, project, UNION, "<b>A good plan</b>")
		self.assertEqual(
			(row.signer, row.post, row.signed_on, row.signed_by, row.opinion),
			("Sun Chair", "Chair", getdate(nowdate()), self.chair, "A good plan"),
		)

	def test_nobody_else_signs(self):
		project = self.draft()
		for user in (self.officer, self.secretary, self.office, "Administrator"):
			with self.subTest(user=user):
				message = self.refusal(EndorsementProblem, self.sign, user, project, UNION)
				self.assertIn(f"{UNION} is signed by: Chair", message)
		former = make.make_user("Brand Unit Chair")
		with make.acting("Administrator"):
			make.join(self.unit.name, former, "Chair", in_office=False)
		self.assertRaises(frappe.PermissionError, self.sign, former, project, UNION)

	def test_the_box_before_comes_first(self):
		project = self.draft()
		message = self.refusal(EndorsementProblem, self.sign, self.secretary, project, PARTY)
		self.assertIn(f"{UNION} comes first. {UNION} (row 1): the signature on screen is missing.", message)
		self.sign(self.chair, project, UNION)
		self.assertEqual(self.sign(self.secretary, project, PARTY).signer, "Qian Secretary")

	def test_a_box_outside_the_order_may_be_signed_any_time(self):
		project = self.draft()
		self.assertEqual([row.endorsement for row in project.endorsements], [UNION, PARTY, OFFICE])
		self.assertEqual(self.sign(self.chair, project, FREE).signed_by, self.chair)

	def test_nothing_is_signed_twice(self):
		project = self.draft()
		self.sign(self.chair, project, UNION)
		message = self.refusal(EndorsementProblem, self.sign, self.chair, project, UNION)
		self.assertIn("was signed by Sun Chair on", message)

	def test_a_box_that_the_cycle_lacks_is_named(self):
		message = self.refusal(EndorsementProblem, self.sign, self.chair, self.draft(), "Dean")
		self.assertIn("has no box Dean. Choose one of: " + ", ".join((UNION, FREE, PARTY, OFFICE)), message)

	def test_filing_waits_for_its_boxes_only(self):
		project = self.draft()
		message = self.refusal(EndorsementMissing, stage.move, project, "Filed")
		self.assertIn("the signature on screen is missing", message)
		self.assertNotIn(PARTY, message)
		self.sign(self.chair, project, UNION)
		project.reload()
		stage.move(project, "Filed")
		self.assertEqual((project.stage, project.awaited_signature), ("Filed", PARTY))

	def test_paper_is_no_signature_on_screen(self):
		project = self.draft(endorsements=[{"endorsement": UNION, **ON_PAPER}])
		self.assertRaises(EndorsementMissing, stage.move, project, "Filed")

	def test_later_boxes_are_signed_on_what_is_frozen(self):
		project = self.filed()
		frappe.set_user("Administrator")
		frappe.set_user(self.office)
		project = frappe.get_doc("Brand Project", project.name)
		self.assertIn(PARTY, self.refusal(EndorsementMissing, stage.move, project, "Checked"))
		self.sign(self.secretary, project, PARTY)
		project.reload()
		stage.move(project, "Checked")
		self.assertEqual(self.sign(self.office, project, OFFICE).post, "Officer")
		self.assertIsNone(frappe.db.get_value("Brand Project", project.name, "awaited_signature"))

	def test_a_review_waits_for_its_box(self):
		project = self.filed()
		self.sign(self.secretary, project, PARTY)
		frappe.set_user("Administrator")
		project.reload()
		stage.move(project, "Checked")
		panel = make.make_panel([project], make.make_jurors(1))
		self.assertIn(OFFICE, self.refusal(EndorsementMissing, panel.open_panel))
		self.sign(self.office, project, OFFICE)
		panel.open_panel()
		self.assertEqual(frappe.db.get_value("Brand Project", project.name, "stage"), "In Review")


class TestPaper(SigningCase):
	def test_paper_is_entered_after_filing(self):
		project = self.filed()
		project.add_paper(PARTY, {**ON_PAPER, "scan": self.scan})
		row = self.row(project, PARTY)
		self.assertEqual(
			(row.signer, row.sealed, row.scan, row.signed_by), ("Qian Secretary", 1, self.scan, None)
		)

	def test_a_box_for_the_screen_takes_no_paper(self):
		message = self.refusal(EndorsementProblem, self.draft().add_paper, UNION, ON_PAPER)
		self.assertIn("is signed on screen, by: Chair", message)

	def test_who_may_only_read_enters_no_paper(self):
		project = self.filed()
		frappe.set_user(self.secretary)
		self.assertRaises(
			frappe.PermissionError, frappe.get_doc("Brand Project", project.name).add_paper, PARTY, ON_PAPER
		)

	def test_what_is_left_out_on_paper_is_still_missing(self):
		project = self.filed()
		project.add_paper(PARTY, {"signer": "Qian Secretary"})
		frappe.set_user(self.office)
		project = frappe.get_doc("Brand Project", project.name)
		message = self.refusal(EndorsementMissing, stage.move, project, "Checked")
		self.assertIn("Signed On, Seal Affixed is missing", message)


class TestPartySecretary(SigningCase):
	def test_reads_and_signs_and_does_nothing_else(self):
		project = self.draft()
		frappe.set_user(self.secretary)
		doc = frappe.get_doc("Brand Project", project.name)
		self.assertTrue(doc.has_permission("read"))
		self.assertFalse(doc.has_permission("write"))
		self.assertFalse(frappe.has_permission("Brand Project", "create"))
		self.assertRaises(frappe.PermissionError, doc.save)
		self.assertRaises((frappe.PermissionError, BrandError), stage.move, doc, "Filed")
		listed = frappe.get_list("Brand Project", pluck="name")
		self.assertEqual(listed, [project.name])
		self.assertEqual(frappe.get_list("Union Unit", pluck="name"), [self.unit.name])
		self.assertRaises(frappe.PermissionError, frappe.get_list, "Review Panel")

	def test_does_not_do_the_work_of_a_unit_with_the_role_of_a_chair(self):
		both = make.make_user("Brand Unit Chair")
		with make.acting("Administrator"):
			make.join(self.unit.name, both, "Party Secretary")
		project = self.draft()
		frappe.set_user(both)
		doc = frappe.get_doc("Brand Project", project.name)
		self.assertTrue(doc.has_permission("read"))
		self.assertFalse(doc.has_permission("write"))
		doc.objectives = "Theirs"
		self.assertRaises((frappe.PermissionError, NotAllowedNow), doc.save)


class TestAsking(SigningCase):
	def steps(self, user: str, project) -> dict:
		with make.acting(user):
			return projects.what_is_next(frappe.get_doc("Brand Project", project.name))["signature"]

	def told(self, user: str) -> list[str]:
		return frappe.get_all("Notification Log", {"for_user": user}, pluck="subject", order_by="creation")

	def test_the_form_says_whose_signature_is_awaited(self):
		project = self.draft()
		cases = ((self.officer, (False, True)), (self.chair, (True, False)), (self.secretary, (False, False)))
		for user, (may_sign, may_ask) in cases:
			with self.subTest(user=user):
				steps = self.steps(user, project)
				self.assertEqual((steps["sign"], steps["ask"], steps["box"]), (may_sign, may_ask, UNION))
		self.assertEqual(self.steps(self.officer, project)["text"], f"Signature awaited: {UNION}, by: Chair.")
		self.assertEqual(self.steps(self.chair, project)["text"], f"Your signature is asked for: {UNION}.")

	def test_each_signature_calls_for_the_next(self):
		project = self.draft()
		self.assertEqual(self.told(self.chair), [])
		self.assertEqual(project.ask_for_signature(), ["Sun Chair"])
		self.assertIn(f"Your signature is asked for: {project.project_title}, {UNION}", self.told(self.chair))
		self.sign(self.chair, project, UNION)
		self.assertEqual(len(self.told(self.secretary)), 1)
		self.assertEqual(self.told(self.office), [])
		self.sign(self.secretary, project, PARTY)
		self.assertEqual(len(self.told(self.office)), 1)

	def test_a_post_that_nobody_holds_is_said(self):
		with make.acting("Administrator"):
			unit = frappe.get_doc("Union Unit", self.unit.name)
			unit.members = [row for row in unit.members if row.user != self.chair]
			unit.save()
		message = self.refusal(EndorsementProblem, self.draft().ask_for_signature)
		self.assertIn("no enabled user has the post Chair", message)

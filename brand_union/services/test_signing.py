"""The chain of opinions: who signs what, in which order, on screen or on paper, before and after filing."""

import frappe
from frappe.utils import getdate, nowdate

from brand_union.services import projects, stage
from brand_union.services.errors import (
	BrandError,
	EndorsementMissing,
	EndorsementProblem,
	FrozenContent,
	HeldUp,
	NotAllowedNow,
)
from brand_union.tests import factories as make
from brand_union.tests.cases import UnionCase

UNION, PARTY, OFFICE, FREE = "Unit union", "Party organisation", "University union", "Remarks"
CHAIN = [
	{"endorsement": UNION, "signer_post": "Chair", "manner": "On Screen"},
	{"endorsement": FREE, "signer_post": "Chair", "required_before": "Not Required"},
	{"endorsement": PARTY, "signer_post": "Party Secretary", "required_before": "Formal Check"},
	{"endorsement": OFFICE, "signer_post": "Office", "required_before": "Review"},
]
SCAN = "/private/files/stamped.pdf"
ON_PAPER = {"signer": "Qian Secretary", "signed_on": "2026-01-05", "sealed": 1}


class SigningCase(UnionCase):
	"""A unit with an officer, a chair and a party secretary, in a cycle with a chain of four boxes."""

	chain: list = CHAIN

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.chair = make.make_user("Brand Unit Chair", name="Sun Chair")
		cls.secretary = make.make_user("Brand Endorser", name="Qian Secretary")
		for user, post in ((cls.chair, "Chair"), (cls.secretary, "Party Secretary")):
			cls.unit.append("members", {"user": user, "post": post, "is_active": 1})
		cls.unit.save()
		rules = {"endorsements": [{"form": "Application", **row} for row in cls.chain]}
		cls.cycle = make.make_cycle(programme=make.make_programme(cls.union.name, **rules))

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
			unit = frappe.get_doc("Union Unit", self.unit.name)
			unit.append("members", {"user": former, "post": "Chair", "is_active": 0})
			unit.save()
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
		project.add_paper(PARTY, {**ON_PAPER, "scan": SCAN})
		row = self.row(project, PARTY)
		self.assertEqual((row.signer, row.sealed, row.scan, row.signed_by), ("Qian Secretary", 1, SCAN, None))

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


class TestStampedScan(SigningCase):
	chain = [
		{"endorsement": UNION, "signer_post": "Chair", "manner": "Stamped Scan"},
		{"endorsement": PARTY, "signer_post": "Party Secretary", "scan_required": 1},
	]

	def test_it_is_not_signed_on_screen(self):
		message = self.refusal(EndorsementProblem, self.sign, self.chair, self.draft(), UNION)
		self.assertIn("its stamped scan is asked for", message)

	def test_it_takes_the_scan(self):
		project = self.draft(endorsements=[{"endorsement": UNION, **ON_PAPER}, {"endorsement": PARTY}])
		message = self.refusal(EndorsementMissing, stage.move, project, "Filed")
		self.assertIn(f"{UNION} (row 1): Stamped Scan is missing.", message)

	def test_a_scan_that_is_asked_for_joins_a_signature_on_screen(self):
		project = self.draft(
			endorsements=[{"endorsement": UNION, **ON_PAPER, "scan": SCAN}, {"endorsement": PARTY}]
		)
		self.sign(self.secretary, project, PARTY)
		project.reload()
		self.assertIn(
			f"{PARTY} (row 2): Stamped Scan is missing.",
			self.refusal(EndorsementMissing, stage.move, project, "Filed"),
		)
		project.reload()
		project.add_paper(PARTY, {"scan": SCAN, "signer": "Somebody Else"})
		row = self.row(project, PARTY)
		self.assertEqual((row.signer, row.scan, row.signed_by), ("Qian Secretary", SCAN, self.secretary))

	def test_the_order_shows_in_the_dates(self):
		rows = [
			{"endorsement": UNION, **ON_PAPER, "scan": SCAN, "signed_on": "2026-03-02"},
			{"endorsement": PARTY, **ON_PAPER, "scan": SCAN, "signed_on": "2026-03-01"},
		]
		message = self.refusal(EndorsementMissing, stage.move, self.draft(endorsements=rows), "Filed")
		self.assertIn(f"{PARTY} (row 2) was signed on", message)


class TestHolding(SigningCase):
	def test_a_signature_is_not_typed_in(self):
		project = self.draft(endorsements=[{"endorsement": UNION, "signed_by": self.chair}])
		self.assertIsNone(project.endorsements[0].signed_by)
		project.endorsements[0].signed_by = self.chair
		self.assertRaises(FrozenContent, project.save)

	def test_what_was_signed_is_not_changed_by_hand(self):
		project = self.draft()
		self.sign(self.chair, project, UNION)
		for field in ("opinion", "signer", "post", "signed_on", "endorsement"):
			with self.subTest(field=field):
				project.reload()
				project.endorsements[0].set(field, "2020-01-01" if field == "signed_on" else "Another")
				self.assertIn("was signed on screen by Sun Chair", self.refusal(FrozenContent, project.save))
		project.reload()
		project.remove(project.endorsements[0])
		self.assertIn("row 1: Unit union was signed", self.refusal(FrozenContent, project.save))

	def test_a_changed_paper_is_signed_anew(self):
		project = self.draft()
		self.sign(self.chair, project, UNION)
		project.reload()
		project.endorsements[1].opinion = "A first thought"
		project.save()
		self.assertEqual(self.row(project, UNION).signed_by, self.chair)
		project.objectives = "Another aim altogether"
		project.save()
		row = self.row(project, UNION)
		self.assertEqual((row.signed_by, row.signer, row.signed_on, row.opinion), (None, None, None, None))

	def test_a_return_empties_the_boxes_and_the_history_keeps_them(self):
		project = self.filed()
		with make.acting(self.office):
			doc = frappe.get_doc("Brand Project", project.name)
			doc.return_to_unit("Name the rooms")
		row = self.row(project, UNION)
		self.assertEqual((row.signed_by, row.signer, row.opinion, row.sealed), (None, None, None, 0))
		frozen = frappe.db.get_value("Brand Snapshot", {"reference_name": project.name}, "content")
		self.assertIn("Sun Chair", frozen)
		self.assertEqual(frappe.db.get_value("Brand Project", project.name, "awaited_signature"), UNION)


class TestStart(SigningCase):
	chain = [{"endorsement": OFFICE, "signer_post": "Office", "required_before": "Start"}]

	def test_the_work_starts_with_its_signature(self):
		frappe.set_user("Administrator")
		project = self.draft(stage="Decided")
		self.assertIn(OFFICE, self.refusal(HeldUp, stage.move, project, "Under Way"))
		decision = frappe.get_doc("Brand Decision", project.decision)
		self.assertEqual(decision.start_all()["started"], 0)
		self.sign(self.office, project, OFFICE)
		self.assertEqual(decision.start_all()["started"], 1)


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
			unit = frappe.get_doc("Union Unit", self.unit.name)
			unit.append("members", {"user": both, "post": "Party Secretary", "is_active": 1})
			unit.save()
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


class TestRules(SigningCase):
	def test_rows_that_cannot_work_are_named(self):
		first = {"form": "Application", "endorsement": UNION, "required_before": "Review"}
		cases = (
			(
				[{**first, "manner": "On Screen"}],
				"row 1: Unit union is signed on screen, so it has to say by whom",
			),
			(
				[first, {"form": "Application", "endorsement": PARTY, "required_before": "Filing"}],
				"row 2: Party organisation is due before Filing, but Unit union in row 1 signs first",
			),
			(
				[{"form": "Summary", "endorsement": UNION, "required_before": "Start"}],
				"row 1: a form of the kind Summary has no step Start",
			),
		)
		frappe.set_user("Administrator")
		for rows, sentence in cases:
			with self.subTest(sentence=sentence):
				message = self.refusal(BrandError, make.make_programme, self.union.name, endorsements=rows)
				self.assertIn(sentence, message)

"""The boxes of a chain: what they wait for, how what was signed is held, and rows of rules that cannot work."""

import frappe

from brand_union.services import stage
from brand_union.services.errors import (
	BrandError,
	EndorsementMissing,
	EndorsementProblem,
	FrozenContent,
	HeldUp,
)
from brand_union.tests import factories as make
from brand_union.tests.signing_case import OFFICE, ON_PAPER, PARTY, UNION, SigningCase


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
			endorsements=[{"endorsement": UNION, **ON_PAPER, "scan": self.scan}, {"endorsement": PARTY}]
		)
		self.sign(self.secretary, project, PARTY)
		project.reload()
		self.assertIn(
			f"{PARTY} (row 2): Stamped Scan is missing.",
			self.refusal(EndorsementMissing, stage.move, project, "Filed"),
		)
		project.reload()
		project.add_paper(PARTY, {"scan": self.scan, "signer": "Somebody Else"})
		row = self.row(project, PARTY)
		self.assertEqual((row.signer, row.scan, row.signed_by), ("Qian Secretary", self.scan, self.secretary))

	def test_the_order_shows_in_the_dates(self):
		rows = [
			{"endorsement": UNION, **ON_PAPER, "scan": self.scan, "signed_on": "2026-03-02"},
			{"endorsement": PARTY, **ON_PAPER, "scan": self.scan, "signed_on": "2026-03-01"},
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

"""Releasing an award decision: awards and their numbers, what is frozen, and how a later one corrects it."""

from unittest.mock import patch

import frappe

from brand_union.domain import snapshot
from brand_union.services import snapshots
from brand_union.services.errors import AwardProblem, FrozenContent
from brand_union.tests import factories as make
from brand_union.tests.awards import AwardCase

AWARD = "Brand Award"


class TestRelease(AwardCase):
	def test_every_title_becomes_an_award_with_a_number(self):
		doc = self.decision(released=True, document_number="No. 9 [2025]")
		year = self.cycle.year
		self.assertEqual(
			self.awards(),
			[
				(1, "Model", "Valid", f"A {year}-001"),
				(2, "Good", "Valid", f"{year}-001"),
				(3, "Good", "Valid", f"{year}-002"),
			],
		)
		award = frappe.get_doc(AWARD, doc.rows[0].award)
		self.assertEqual(
			(award.unit, award.unit_name, award.project_title, award.level, award.document_number),
			(self.unit.name, self.unit.unit_name, self.closed[0].project_title, "University", "No. 9 [2025]"),
		)
		self.assertEqual(
			(award.decision, award.organiser, award.recommendation, str(award.awarded_on)),
			(doc.name, self.union.name, "To Be Recommended", str(doc.meeting_date)),
		)
		self.assertEqual(frappe.get_doc(AWARD, doc.rows[1].award).recommendation, "Not Planned")
		self.assertFalse(doc.rows[3].award)

	def test_a_second_release_changes_nothing(self):
		doc = self.decision(released=True)
		before = self.awards()
		self.assertEqual(doc.release(), {"status": "Released", "awarded": 3, "revoked": 0})
		self.assertEqual(self.awards(), before)

	def test_nothing_happens_where_something_stands_against_it(self):
		doc = self.decision("Model", "Model")
		self.assertIn("2 rows have it", self.refusal(AwardProblem, doc.release))
		self.assertEqual((self.awards(), frappe.db.get_value(doc.doctype, doc.name, "status")), ([], "Draft"))

	def test_a_release_that_breaks_off_takes_no_number(self):
		doc = self.decision()
		with self.assertRaisesRegex(frappe.ValidationError, "no more"):
			self.break_off(doc)
		self.assertEqual(self.awards(), [])
		doc.reload()
		doc.release()
		self.assertEqual(self.awards()[0][3], f"A {self.cycle.year}-001")

	@staticmethod
	def break_off(doc):
		def fail(*args, **options):
			raise frappe.ValidationError("no more")

		with patch.object(snapshots, "take", fail):
			doc.release()

	def test_what_was_decided_on_is_frozen_for_the_office(self):
		doc = self.decision(released=True)
		record = frappe.get_doc("Brand Snapshot", {"reference_name": doc.name, "kind": snapshots.AWARD_LIST})
		content = snapshot.load(record.content)
		self.assertEqual(record.office_only, 1)
		self.assertEqual(
			[(row["award_title"], row["score"]) for row in content["rows"]],
			[("Model", "100.00"), ("Good", "90.00"), ("Good", "80.00"), ("", "70.00")],
		)
		self.assertEqual([row["places"] for row in content["titles"]], [1, 2])

	def test_a_released_decision_never_changes(self):
		doc = self.decision(released=True)
		doc.document_number = "Another"
		self.assertIn("is final", self.refusal(AwardProblem, doc.save))
		doc.reload()
		self.assertRaises(AwardProblem, doc.draft_rows)
		self.assertRaises(AwardProblem, doc.delete)

	def test_an_award_is_not_written_by_hand(self):
		award = frappe.get_doc(AWARD, self.decision(released=True).rows[0].award)
		for field, value in (("award_title", "Good"), ("certificate_number", "1"), ("status", "Revoked")):
			with self.subTest(field=field):
				award.reload()
				award.set(field, value)
				self.assertRaises(FrozenContent, award.save)
		self.assertRaises(frappe.PermissionError, award.delete)
		self.assertRaises(frappe.PermissionError, frappe.copy_doc(award).insert)

	def test_the_units_are_told(self):
		doc = self.decision(released=True)
		told = frappe.get_all(
			"Notification Log",
			{"for_user": self.officer, "document_type": AWARD},
			["subject", "document_name"],
		)
		self.assertEqual(
			[(row.subject, row.document_name) for row in told],
			[(f"{self.closed[0].project_title} was awarded the title Model.", doc.rows[0].award)],
		)

	def test_who_has_a_title_is_left_out_of_the_next_decision(self):
		self.decision(released=True)
		doc = make.make_award_decision(self.cycle)
		self.assertEqual([row.project for row in doc.rows], [self.closed[3].name])
		# One of four titles Model is given, two of two titles Good.
		self.assertEqual([row["taken"] for row in doc.preview()["titles"]], [1, 2])
		self.assertEqual(doc.rows[0].proposed_title or "", "")
		doc.rows[0].update({"award_title": "Good", "reason": "Late"})
		doc.save()
		self.assertIn("Good: 0 places are left", doc.preview()["problems"][0])

	def test_of_two_drafts_the_second_has_to_be_drawn_up_again(self):
		first, second = self.decision(), self.decision()
		first.release()
		self.assertIn("Draw them up again", self.refusal(AwardProblem, second.release))


class TestNumbers(AwardCase):
	"""Each kind of certificate is counted for itself, and no two certificates of a cycle bear one number."""

	marks = ((40, 40, 20),) * 12

	def numbers(self, first: str, second: str, count: int) -> list[str]:
		"""The certificates of one title with the first pattern, then of `count` titles with the second."""
		self.change_rules(
			lambda cycle: cycle.set(
				"awards",
				[
					{"award_title": title, "certificate_pattern": pattern}
					for title, pattern in (("Model", first), ("Good", second))
				],
			)
		)
		self.decision("Model", *["Good"] * count, *[""] * (11 - count), released=True)
		return [number for *_rest, number in self.awards()]

	def test_titles_of_one_pattern_are_counted_together(self):
		self.assertEqual(self.numbers("No. {number}", "No. {number:2}", 2), ["No. 1", "No. 02", "No. 03"])

	def test_a_number_that_another_pattern_has_given_is_passed_over(self):
		found = self.numbers("A1{number}", "A{number}", 11)
		self.assertEqual(found, ["A11", *(f"A{number}" for number in (*range(1, 11), 12))])

	def test_the_database_holds_two_of_one_number_apart(self):
		self.numbers("A {number}", "B {number}", 1)
		first, second = frappe.get_all(AWARD, {"cycle": self.cycle.name}, pluck="name", order_by="name")
		number = frappe.db.get_value(AWARD, first, "certificate_number")
		award = frappe.get_doc(AWARD, second)
		award.certificate_number = number
		self.assertRaises(frappe.UniqueValidationError, award.db_update)


class TestCorrection(AwardCase):
	def setUp(self):
		super().setUp()
		self.first = self.decision(released=True)

	def test_a_correction_begins_with_what_is_held(self):
		doc = self.correction(self.first)
		self.assertEqual([row.held_title or "" for row in doc.rows], ["Model", "Good", "Good", ""])
		self.assertEqual(
			doc.preview()["problems"],
			["No row differs from what was awarded, so there is nothing to correct."],
		)

	def test_a_change_takes_a_reason(self):
		doc = self.correction(self.first, {"award_title": ""})
		self.assertEqual(
			doc.preview()["problems"],
			[
				f"Row 1, {self.closed[0].project_title}: it holds Model, and no title is chosen. "
				"Give the reason in this row."
			],
		)

	def test_what_is_corrected_away_is_revoked_and_its_number_stays_used(self):
		doc = self.correction(self.first, "", "Model", released=True)
		year = self.cycle.year
		self.assertEqual(
			self.awards(status="Revoked"),
			[(1, "Model", "Revoked", f"A {year}-001"), (2, "Good", "Revoked", f"{year}-001")],
		)
		self.assertEqual(
			self.awards(status="Valid"),
			[(3, "Good", "Valid", f"{year}-002"), (2, "Model", "Valid", f"A {year}-002")],
		)
		revoked = frappe.get_doc(AWARD, self.first.rows[0].award)
		self.assertEqual((revoked.revoked_by, revoked.revoke_reason), (doc.name, "As discussed"))
		revoked.append(
			"recommendations", {"level": "City", "recommended_to": "x", "recommended_on": "2025-01-01"}
		)
		self.assertRaises(FrozenContent, revoked.save)

	def test_a_correction_of_a_correction_reaches_all_awards(self):
		second = self.correction(self.first, "", released=True)
		third = self.correction(second, "Model", "", released=True)
		self.assertEqual([row.held_title or "" for row in third.rows], ["", "Good", "Good", ""])
		self.assertEqual([row[:2] for row in self.awards(status="Valid")], [(3, "Good"), (1, "Model")])

	def test_a_decision_is_corrected_once(self):
		late, second = self.correction(self.first, "", ""), self.correction(self.first, "")
		second.release()
		self.assertIn(
			f"{self.first.name} has already been corrected by {second.name}",
			self.refusal(AwardProblem, late.release),
		)

	def test_only_a_released_decision_of_the_cycle_is_corrected(self):
		draft = make.make_award_decision(self.cycle)
		self.assertIn("can be corrected", self.refusal(AwardProblem, self.correction, draft))

import frappe

from brand_union.services.errors import FrozenContent, NotAllowedNow, PanelSealed, ScoreProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import SheetCase

CRITERIA = (
	("need", "Need", 40),
	("plan", "Plan", 40, {"step": 0.5, "min_score": 10}),
	("reach", "Reach", 20, {"allow_na": 1}),
)


class TestBrandReview(SheetCase):
	criteria = CRITERIA

	def fill(self, *scores):
		self.review.reload()
		for row, score in zip(self.review.scores, scores, strict=True):
			row.not_applicable = int(score == "n/a")
			row.score = "" if score == "n/a" else score
		return self.review

	def test_a_sheet_lists_the_criteria_and_their_ranges(self):
		self.assertEqual(
			[(row.criterion, row.range) for row in self.review.scores],
			[("Need", "0–40"), ("Plan", "10–40 / 0.5"), ("Reach", "0–20")],
		)
		self.assertEqual([row.score or "" for row in self.review.scores], ["", "", ""])

	def test_marks_that_cannot_stand_are_named_with_their_rule(self):
		cases = [
			(("41", "30", "10"), "Row 1, Need: 41 is above the maximum of 40. Allowed: 0 to 40, step 1."),
			(("-1", "30", "10"), "Row 1, Need: -1 is below the minimum of 0. Allowed: 0 to 40, step 1."),
			(
				("30", "9.5", "10"),
				"Row 2, Plan: 9.5 is below the minimum of 10. Allowed: 10 to 40, step 0.5.",
			),
			(("30.5", "30", "10"), "Row 1, Need: 30.5 is not on the step of 1. Allowed: 0 to 40, step 1."),
			(
				("30", "30.25", "10"),
				"Row 2, Plan: 30.25 is not on the step of 0.5. Allowed: 10 to 40, step 0.5.",
			),
			(("good", "30", "10"), "Row 1, Need: good is not a number. Allowed: 0 to 40, step 1."),
			(("NaN", "30", "10"), "Row 1, Need: NaN is not a number. Allowed: 0 to 40, step 1."),
			(
				("n/a", "30", "10"),
				"Row 1, Need: this criterion may not be marked n/a. Allowed: 0 to 40, step 1.",
			),
		]
		for scores, message in cases:
			with self.subTest(scores=scores), self.assertRaises(ScoreProblem) as raised:
				self.fill(*scores).save()
			self.assertEqual(str(raised.exception), message)

	def test_all_wrong_marks_come_in_one_message(self):
		with self.assertRaises(ScoreProblem) as raised:
			self.fill("41", "5", "10").save()
		self.assertEqual(str(raised.exception).count("<br>"), 1)

	def test_a_score_beside_n_a_is_refused(self):
		self.fill("30", "30", "n/a")
		self.review.scores[2].score = "10"
		self.assertRaisesRegex(
			ScoreProblem, "Row 3, Reach: give a score or tick n/a, not both", self.review.save
		)

	def test_the_total_is_an_exact_text(self):
		cases = [
			(("40", "40", "20"), "100.00"),
			(("33", "29.5", "17"), "79.50"),
			(("0", "10", "0"), "10.00"),
			((" 33 ", "29.50", "１７"), "79.50"),
			# Without Reach 80 points are left, and 60 of them are 75 of 100.
			(("30", "30", "n/a"), "75.00"),
			(("30", "", "10"), ""),
		]
		for scores, total in cases:
			with self.subTest(scores=scores):
				self.fill(*scores).save()
				self.assertEqual(frappe.db.get_value("Brand Review", self.review.name, "total"), total)

	def test_the_list_shows_how_far_a_sheet_is(self):
		self.assertEqual(self.review.progress, "0/3")
		for scores, progress in ((("30", "", ""), "1/3"), (("30", "", "n/a"), "2/3"), (("", "", ""), "0/3")):
			with self.subTest(scores=scores):
				self.fill(*scores).save()
				self.assertEqual(self.review.progress, progress)

	def test_handing_in_lists_what_is_missing(self):
		self.fill("30", "", "").save()
		with self.assertRaisesRegex(ScoreProblem, "row 2 Plan, row 3 Reach"):
			self.review.submit_review()
		self.assertEqual(frappe.db.get_value("Brand Review", self.review.name, "status"), "Pending")

	def test_a_sheet_on_which_nothing_applies_is_not_handed_in(self):
		with make.acting("Administrator"):
			sheet = make.make_score_sheet(criteria=(("reach", "Reach", 20, {"allow_na": 1}),))
			project = make.make_project(cycle=self.cycle, stage="Checked")
			panel = make.make_panel([project], self.jurors, opened=True, score_sheet=sheet.name)
		self.review = make.sheet_of(panel.name, project.name, self.jurors[0])
		self.fill("n/a").save()
		with self.assertRaisesRegex(ScoreProblem, "no total"):
			self.review.submit_review()

	def test_handed_in_and_taken_back(self):
		self.fill("30", "30", "10").save()
		self.assertEqual(self.review.submit_review(), "70.00")
		self.assertEqual(self.review.status, "Submitted")
		self.assertTrue(self.review.submitted_on)
		self.fill("31", "30", "10")
		self.assertRaisesRegex(NotAllowedNow, "Take it back", self.review.save)
		self.review.reload()
		self.review.take_back()
		self.fill("31", "30", "10").save()
		self.assertEqual(self.review.submit_review(), "71.00")

	def test_handing_in_counts_what_is_saved_only(self):
		self.fill("30", "30", "10").save()
		self.review.scores[0].score = "40"
		self.review.total = "80.00"
		self.assertEqual(self.review.submit_review(), "70.00")

	def test_nobody_writes_after_sealing(self):
		self.fill("30", "30", "10").save()
		with make.acting("Administrator"):
			self.panel.seal()
		self.review.reload()
		self.fill("31", "30", "10")
		for act in (self.review.save, self.review.submit_review, self.review.take_back):
			with self.subTest(act=act.__name__):
				self.assertRaises(PanelSealed, act)
		self.assertEqual(frappe.db.get_value("Brand Review", self.review.name, "total"), "70.00")

	def test_a_sheet_that_was_open_in_the_browser_while_the_panel_was_sealed(self):
		self.fill("30", "30", "10")
		with make.acting("Administrator"):
			self.panel.seal()
		self.assertRaises(PanelSealed, self.review.save)

	def test_only_scores_and_comments_are_the_jurors(self):
		for field, value in {"total": "100.00", "status": "Submitted", "packet": "[]", "sealed": 1}.items():
			with self.subTest(field=field):
				self.review.reload()
				self.review.set(field, value)
				self.assertRaises(FrozenContent, self.review.save)
		self.review.reload()
		self.review.scores[0].max_score = 400
		self.assertRaises(FrozenContent, self.review.save)
		self.review.reload()
		self.review.remove(self.review.scores[0])
		self.assertRaises(FrozenContent, self.review.save)
		self.review.reload()
		self.review.comment_to_unit = "Clear and well thought out"
		self.review.save()
		self.assertEqual(
			frappe.db.get_value("Brand Review", self.review.name, "comment_to_unit"),
			"Clear and well thought out",
		)

	def test_only_the_juror_marks_the_sheet(self):
		other = self.jurors[1]
		frappe.set_user(other)
		self.assertFalse(frappe.get_list("Brand Review", {"name": self.review.name}))
		self.assertFalse(self.review.has_permission("read"))
		self.assertRaises(frappe.PermissionError, self.fill("30", "30", "10").save)
		self.assertRaises(frappe.PermissionError, self.review.submit_review)
		for user in ("Administrator", make.make_user("Brand Administrator")):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.review = frappe.get_doc("Brand Review", self.review.name)
				self.assertRaises(frappe.PermissionError, self.fill("30", "30", "10").save)
				self.assertRaises(
					NotAllowedNow, frappe.get_doc("Brand Review", self.review.name).submit_review
				)

	def test_a_juror_sees_the_own_sheet_and_nothing_around_it(self):
		self.assertEqual(
			frappe.get_list("Brand Review", {"name": self.review.name}, pluck="name"), [self.review.name]
		)
		for doctype, name in {
			"Brand Project": self.project.name,
			"Review Panel": self.panel.name,
			"Brand Cycle": self.cycle.name,
		}.items():
			with self.subTest(doctype=doctype):
				self.assertFalse(frappe.get_doc(doctype, name).has_permission("read"))
		self.assertFalse(frappe.has_permission("Panel Assignment", "read"))

	def test_sheets_cannot_be_deleted(self):
		frappe.set_user("Administrator")
		self.assertRaises(frappe.ValidationError, frappe.delete_doc, "Brand Review", self.review.name)

"""What a juror types is kept without being saved, and turns into marks only when the juror says so."""

import json

import frappe
from frappe.utils import get_datetime_str

from brand_union.services import drafts
from brand_union.services.errors import NotAllowedNow, PanelSealed, ScoreProblem, SheetChanged
from brand_union.tests import factories as make
from brand_union.tests.cases import SheetCase

CRITERIA = (("need", "Need", 40), ("plan", "Plan", 40), ("reach", "Reach", 20, {"allow_na": 1}))


class TestDrafts(SheetCase):
	criteria = CRITERIA

	def keep(self, need="", plan="", reach="", modified=None, **texts):
		marks = {"need": need, "plan": plan, "reach": reach}
		typed = {
			"scores": {
				code: {"score": "" if mark == "n/a" else mark, "not_applicable": int(mark == "n/a")}
				for code, mark in marks.items()
			},
			**texts,
		}
		return drafts.keep(self.review.name, json.dumps(typed), modified or self.modified())

	def modified(self) -> str:
		return get_datetime_str(frappe.db.get_value("Brand Review", self.review.name, "modified"))

	def stored(self, *fields: str):
		return frappe.db.get_value("Brand Review", self.review.name, fields)

	def marks(self) -> list[str]:
		return [row.score or "" for row in frappe.get_doc("Brand Review", self.review.name).scores]

	def test_what_cannot_stand_is_kept_as_typed_and_is_no_mark(self):
		answer = self.keep("4x", "99", "n/a", comment_to_unit="Half a sen")
		draft = json.loads(self.stored("draft"))
		self.assertEqual(draft["scores"]["need"], {"score": "4x", "not_applicable": 0})
		self.assertEqual(draft["scores"]["reach"], {"score": "", "not_applicable": 1})
		self.assertEqual(draft["comment_to_unit"], "Half a sen")
		self.assertEqual(self.marks(), ["", "", ""])
		self.assertEqual(self.stored("total", "progress", "comment_to_unit"), ("", "3/3", None))
		self.assertEqual(self.modified(), answer["modified"])

	def test_handing_in_takes_what_was_typed(self):
		self.keep("30", "30", "n/a", comment_to_committee="Firm")
		self.review.reload()
		self.assertEqual(self.review.submit_review(), "75.00")
		self.assertEqual(self.marks(), ["30", "30", ""])
		self.assertEqual(self.stored("draft", "status", "comment_to_committee"), (None, "Submitted", "Firm"))

	def test_handing_in_names_what_cannot_stand_and_keeps_it(self):
		self.keep("41", "30", "5")
		self.review.reload()
		with self.assertRaisesRegex(ScoreProblem, "41 is above the maximum of 40"):
			self.review.submit_review()
		self.assertEqual(json.loads(self.stored("draft"))["scores"]["need"]["score"], "41")

	def test_handing_in_names_what_is_missing(self):
		self.keep("30", "", "5")
		self.review.reload()
		with self.assertRaisesRegex(ScoreProblem, "Without a score: row 2 Plan"):
			self.review.submit_review()

	def test_saving_the_sheet_leaves_nothing_beside_it(self):
		self.keep("30", "30", "5")
		self.review.reload()
		self.review.scores[0].score = "31"
		self.review.save()
		self.assertEqual((self.stored("draft"), self.marks()), (None, ["31", "", ""]))

	def test_a_form_that_was_opened_before_saves_what_it_shows(self):
		"""The browser goes on with the document that it opened, and knows of the keeping only when it was."""
		self.review.reload()
		self.review.update(self.keep("99"))
		self.review.scores[0].score = "31"
		self.review.save()
		self.assertEqual((self.stored("draft"), self.marks()), (None, ["31", "", ""]))

	def test_the_second_window_is_told(self):
		opened = self.modified()
		self.keep("30", modified=opened)
		with self.assertRaisesRegex(SheetChanged, "changed in another window"):
			self.keep("10", modified=opened)
		self.assertEqual(json.loads(self.stored("draft"))["scores"]["need"]["score"], "30")
		self.review.scores[0].score = "10"
		self.assertRaises(frappe.TimestampMismatchError, self.review.save)

	def test_nothing_is_kept_after_sealing_and_handing_in(self):
		self.keep("30", "30", "5")
		with make.acting("Administrator"):
			self.panel.seal()
		self.assertRaises(PanelSealed, self.keep, "31")
		self.review.reload()
		self.assertRaises(PanelSealed, self.review.submit_review)
		self.assertEqual((self.marks(), self.stored("total")), (["", "", ""], ""))
		with make.acting("Administrator"):
			self.panel.reload()
			self.panel.reopen("Too early")
		self.review.reload()
		self.review.submit_review()
		self.assertRaisesRegex(NotAllowedNow, "Take it back", self.keep, "31")

	def test_only_the_juror_keeps_anything(self):
		typed = json.dumps({"scores": {}})
		for user in (self.jurors[1], "Administrator", make.make_user("Brand Administrator")):
			modified = self.modified()
			with self.subTest(user=user), make.acting(user):
				self.assertRaises(frappe.PermissionError, drafts.keep, self.review.name, typed, modified)

	def test_what_is_no_field_of_the_juror_is_left_out(self):
		drafts.keep(
			self.review.name,
			{
				"scores": {"need": {"score": 7, "max_score": 400}, "other": {"score": 1}},
				"total": "100",
				"sealed": 1,
			},
			self.modified(),
		)
		self.assertEqual(
			json.loads(self.stored("draft")), {"scores": {"need": {"score": "7", "not_applicable": 0}}}
		)

	def test_junk_is_refused_with_a_sentence(self):
		for junk in ("{", "[]", '"x"', '{"scores": 5}', "null"):
			with self.subTest(junk=junk), self.assertRaisesRegex(ScoreProblem, "could not be read"):
				drafts.keep(self.review.name, junk, self.modified())
		with self.assertRaisesRegex(ScoreProblem, "60000 are kept"):
			self.keep("30", comment_to_unit="x" * 70_000)
		self.assertRaises(SheetChanged, self.keep, "30", modified="yesterday")

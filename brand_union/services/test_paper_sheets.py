"""Paper sheets from the table of a defence: keyed twice by two people, compared, ruled on, entered."""

import frappe
from frappe import client

from brand_union.services import paper_comparison, paper_mask, paper_sheets
from brand_union.services.errors import (
	NotAllowedNow,
	PanelProblem,
	PanelSealed,
	ReasonMissing,
	ScoreProblem,
)
from brand_union.tests import factories as make
from brand_union.tests.cases import UnionCase
from brand_union.tests.queries import QueryCount

PAPER, REVIEW = "Brand Paper Sheet", "Brand Review"
# Need of 40 in steps of 1, Plan of 40 in steps of 0.5, Reach of 20 that may not apply.
CRITERIA = (
	("need", "Need", 40),
	("plan", "Plan", 40, {"step": 0.5}),
	("reach", "Reach", 20, {"allow_na": 1}),
)
GOOD, BETTER = {"need": "30", "plan": "29.5", "reach": "10"}, {"need": "40", "plan": "40", "reach": "n/a"}


class PaperCase(UnionCase):
	"""An open panel of two jurors and two projects, and two people of the office beside its administrator."""

	begins_as = "office"

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.colleague, cls.third = make.make_user("Brand Officer"), make.make_user("Brand Officer")
		union = frappe.get_doc("Union Unit", cls.union.name)
		for user in (cls.colleague, cls.third):
			union.append("members", {"user": user, "post": "Officer"})
		union.save()
		cls.admin = make.make_user("Brand Administrator")
		sheet = make.make_score_sheet(criteria=CRITERIA)
		programme = make.make_programme(cls.union.name, selection_sheet=sheet.name)
		cls.cycle = make.make_cycle(programme=programme)
		cls.jurors = make.make_jurors(2)

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


class TestKeying(PaperCase):
	def test_nobody_sees_the_other_keying_before_both_are_finished(self):
		self.key(self.office, first=GOOD)
		self.key(self.colleague, finished=False, first=GOOD)
		alone = {
			self.office: {self.office},
			self.colleague: {self.colleague},
			self.third: set(),
			self.admin: set(),
		}
		for user, seen in alone.items():
			with self.subTest(user=user):
				self.assertEqual(self.seen_by(user), seen)
		with make.acting(self.colleague):
			other = frappe.db.get_value(PAPER, {"keyed_by": self.office, "panel": self.panel.name})
			self.assertRaises(frappe.PermissionError, client.get, PAPER, other)
			self.assertEqual(paper_comparison.compare(self.panel)["differences"], [])
			self.panel.finish_keying()
		for user in alone:
			with self.subTest(finished=user):
				self.assertEqual(self.seen_by(user), {self.office, self.colleague})
		for user in (
			self.juror,
			self.officer,
			make.make_user("Brand Auditor"),
			make.make_user("Brand Observer"),
		):
			with self.subTest(user=user), make.acting(user):
				self.assertRaises(frappe.PermissionError, frappe.get_list, PAPER)

	def test_the_mask_tells_states_and_only_the_own_marks(self):
		self.key(self.office, first=GOOD, second=BETTER)
		self.key(self.colleague, finished=False, first={"need": "31"})
		with make.acting(self.colleague):
			shown = {
				row["project"]: row
				for row in paper_mask.mask(self.panel)["sheets"]
				if row["juror"] == self.juror
			}
		self.assertEqual(shown[self.first]["marks"], {"need": "31", "plan": "", "reach": ""})
		self.assertEqual((shown[self.first]["state"], shown[self.second]["state"]), ("mine", "to key"))
		self.assertEqual(shown[self.second]["marks"], {})
		with make.acting(self.third):
			states = [row["state"] for row in paper_mask.mask(self.panel)["sheets"]]
		self.assertEqual(states, ["full", "to key", "to key", "to key"])

	def test_the_mask_costs_the_same_for_few_and_for_many_sheets(self):
		counts = []
		for typed in ({"first": GOOD}, {"second": GOOD}):
			self.key(self.office, finished=False, **typed)
			paper_mask.mask(self.panel)
			with QueryCount() as queries:
				paper_mask.mask(self.panel)
			counts.append(queries.count)
		self.assertEqual(counts[0], counts[1])

	def test_one_person_never_keys_twice_and_a_third_one_comes_too_late(self):
		self.key(self.office, first=GOOD)
		said = self.refusal(NotAllowedNow, self.key, self.office, first=GOOD)
		self.assertIn("you have finished this sheet", said)
		self.key(self.colleague, first=GOOD)
		self.assertIn("two other people", self.refusal(NotAllowedNow, self.key, self.third, first=GOOD))

	def test_the_keys_of_the_database_hold_in_a_race(self):
		self.key(self.office, first=GOOD)
		first = frappe.get_doc(PAPER, {"panel": self.panel.name})
		for change in ({"keyed_by": self.third}, {"keying": "Second Keying"}):
			double = frappe.copy_doc(first)
			double.update({**change, "status": "Being Keyed"})
			double.flags.by_service = True
			frappe.db.savepoint("race")
			with self.subTest(change=change), self.assertRaises(frappe.UniqueValidationError):
				double.insert(ignore_permissions=True)
			frappe.db.rollback(save_point="race")

	def test_a_keying_is_held_to_the_sheets_own_rules(self):
		said = self.refusal(
			ScoreProblem,
			self.key,
			self.office,
			first={"need": "41", "plan": "9.3", "reach": "x"},
			second={"need": "n/a"},
		)
		for part in (
			"Need: 41 is above the maximum of 40",
			"Plan: 9.3 is not on the step of 0.5",
			"Reach: x is not a number",
			"Need: this criterion may not be marked n/a",
		):
			self.assertIn(part, said)
		self.assertEqual(self.seen_by(self.office), set())
		self.assertIn(
			"no criterion cost", self.refusal(ScoreProblem, self.key, self.office, first={"cost": "1"})
		)

	def test_an_unfinished_sheet_names_its_gaps_and_an_emptied_one_goes(self):
		self.key(self.office, finished=False, first={"need": "30"})
		said = self.refusal(ScoreProblem, self.panel.finish_keying)
		self.assertIn("no mark for Plan, Reach", said)
		self.key(self.office, first={"need": "", "plan": " "})
		self.assertFalse(frappe.db.count(PAPER, {"panel": self.panel.name}))

	def test_who_scores_in_the_panel_does_not_key_and_neither_does_the_superuser(self):
		with make.acting("Administrator"):
			frappe.get_doc("User", self.juror).add_roles("Brand Administrator")
		self.assertIn("You are a juror", self.refusal(NotAllowedNow, self.key, self.juror, first=GOOD))
		said = self.refusal(NotAllowedNow, self.key, "Administrator", first=GOOD)
		self.assertIn("Log in with an account of your own", said)

	def test_a_panel_that_is_not_open_takes_no_keying(self):
		with make.acting("Administrator"):
			draft = make.make_panel([make.make_project(self.cycle, stage="Checked")], self.jurors)
			self.panel.seal()
		self.assertIn("is sealed", self.refusal(PanelSealed, self.key, self.office, first=GOOD))
		self.assertIn("not open yet", self.refusal(PanelProblem, draft.save_keying, self.juror, {}))

	def test_ballots_are_not_keyed(self):
		with make.acting("Administrator"):
			project = make.make_project(self.cycle, stage="Checked")
			panel = make.make_panel([project], self.jurors, opened=True, method="Votes", votes_needed=50)
		said = self.refusal(PanelProblem, panel.save_keying, self.juror, {project.name: GOOD})
		self.assertIn("each casts the ballot on the own sheet", said)

	def test_a_sheet_that_was_handed_in_online_is_not_keyed(self):
		make.mark(self.stored(), 30, 30, 10)
		said = self.refusal(NotAllowedNow, self.key, self.office, first=GOOD)
		self.assertIn("handed in this sheet online", said)

	def test_nothing_is_written_or_deleted_past_the_mask(self):
		self.key(self.office, finished=False, first=GOOD)
		sheet = frappe.get_doc(PAPER, {"panel": self.panel.name})
		for field, value in {"status": "Compared", "keyed_by": self.third, "keying": "Second Keying"}.items():
			sheet.reload()
			sheet.set(field, value)
			with self.subTest(field=field):
				self.assertRaises((frappe.ValidationError, frappe.PermissionError), sheet.save)
		sheet.reload()
		sheet.scores[0].score = "40"
		self.assertRaises(frappe.ValidationError, sheet.save)
		self.assertRaises(frappe.PermissionError, client.insert, {"doctype": PAPER, "panel": self.panel.name})
		self.assertRaises(frappe.PermissionError, frappe.delete_doc, PAPER, sheet.name)

	def test_a_scan_hangs_on_the_keying(self):
		self.key(self.office, finished=False, first=GOOD)
		sheet = frappe.get_doc(PAPER, {"panel": self.panel.name})
		scan = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "sheet.txt",
				"content": "scanned",
				"is_private": 1,
				"attached_to_doctype": PAPER,
				"attached_to_name": sheet.name,
				"attached_to_field": "scan",
			}
		).insert()
		sheet.reload()
		sheet.scan = scan.file_url
		sheet.save()
		self.assertEqual(paper_mask.mask(self.panel)["sheets"][0]["scan"], scan.file_url)
		with make.acting(self.colleague):
			self.assertFalse(frappe.has_permission("File", "read", scan.name))

	def test_a_keying_is_discarded_with_a_reason(self):
		self.key(self.office, first=GOOD, second=GOOD)
		self.key(self.colleague, first=GOOD)
		with make.acting(self.third):
			self.assertRaises(ReasonMissing, self.panel.discard_keying, self.office, " ")
			self.assertEqual(self.panel.discard_keying(self.office, "Has fallen ill"), {"discarded": 1})
			self.assertRaises(PanelProblem, self.panel.discard_keying, self.office, "Again")
			self.assertEqual(
				self.panel.discard_paper_sheet(self.juror, self.first, "No signature"), {"discarded": 2}
			)
		events = [(row.event, row.by_user) for row in self.panel.reload().events[-2:]]
		self.assertEqual(events, [("Keying Discarded", self.third)] * 2)
		self.assertIn("Has fallen ill", self.panel.events[-2].note)
		self.assertFalse(frappe.db.exists("Deleted Document", {"deleted_doctype": PAPER}))
		self.key_twice(first=GOOD, second=GOOD)


class TestComparing(PaperCase):
	def test_equal_keyings_are_entered_as_the_jurors_own(self):
		self.assertEqual(
			self.key(self.office, first=GOOD, second=BETTER), {"finished": 2, "compared": 0, "waiting": 2}
		)
		again = {"need": " 30.0", "plan": "29.50", "reach": "10"}
		told = self.key(self.colleague, first=again, second=BETTER)
		self.assertEqual(told, {"finished": 2, "compared": 2, "waiting": 0})
		found = self.panel.compare_keyings()
		self.assertEqual((found["differences"], found["agreed"], found["settled"]), ([], 2, True))
		self.assertEqual(self.panel.enter_paper_sheets(), {"entered": 2})
		stored = self.stored()
		self.assertEqual((stored.status, stored.total, stored.progress), ("Submitted", "69.50", "3/3"))
		# Without Reach 80 points are left, and both are full.
		self.assertEqual(self.stored(self.second).total, "100.00")
		event = self.panel.reload().events[-1]
		names = [frappe.db.get_value("User", user, "full_name") for user in (self.office, self.colleague)]
		self.assertEqual(event.event, "Paper Sheets Entered")
		self.assertEqual(event.note, f"2 sheets, keyed by {names[0]} and again by {names[1]}")
		self.assertIn("entered already", self.refusal(NotAllowedNow, self.key, self.office, first=GOOD))
		self.assertIn("No paper sheet", self.refusal(PanelProblem, self.panel.enter_paper_sheets))

	def test_differences_are_told_with_place_and_both_marks(self):
		self.key(self.office, first=GOOD, second=GOOD)
		self.key(self.colleague, first={**GOOD, "need": "3"}, second={**GOOD, "reach": "n/a"})
		found = self.panel.compare_keyings()
		self.assertEqual(
			{(row["project"], row["criterion"], row["first"], row["second"]) for row in found["differences"]},
			{(self.first, "Need", "30", "3"), (self.second, "Reach", "10", "n/a")},
		)
		self.assertEqual((found["agreed"], found["settled"]), (0, False))

	def test_what_is_not_settled_is_not_entered(self):
		self.key(self.office, first=GOOD, second=GOOD)
		self.key(self.colleague, first={**GOOD, "need": "3"}, second=GOOD)
		said = self.refusal(PanelProblem, self.panel.enter_paper_sheets)
		self.assertIn("Need: 30 was keyed first and 3 again", said)
		self.assertEqual([self.stored().status, self.stored(self.second).status], ["Pending"] * 2)

	def test_a_ruling_has_a_mark_that_can_stand_and_a_reason(self):
		self.key(self.office, first=GOOD)
		self.key(self.colleague, first={**GOOD, "need": "3"})
		place = {"juror": self.juror, "project": self.first, "code": "need"}
		cases = (
			({**place, "mark": "41", "reason": "As on paper"}, ScoreProblem, "above the maximum"),
			({**place, "mark": "", "reason": "As on paper"}, ScoreProblem, "give the mark that stands"),
			({**place, "mark": "33", "reason": " "}, ReasonMissing, "give the reason"),
			({**place, "code": "plan", "mark": "3", "reason": "x"}, PanelProblem, "do not differ"),
		)
		for ruling, error, part in cases:
			with self.subTest(part=part):
				self.assertIn(part, self.refusal(error, self.panel.rule_on_keyings, [ruling]))
		with make.acting(self.third):
			self.panel.rule_on_keyings([{**place, "mark": "33", "reason": "The paper says 33"}])
			self.assertTrue(self.panel.compare_keyings()["settled"])
		self.panel.enter_paper_sheets()
		self.assertEqual(self.stored().total, "72.50")
		row = frappe.get_doc(PAPER, {"panel": self.panel.name, "keying": "First Keying"}).scores[0]
		self.assertEqual((row.ruled_score, row.ruled_by, row.score), ("33", self.third, "30"))

	def test_sheets_keyed_once_wait_and_keep_the_panel_open(self):
		self.key(self.office, first=GOOD, second=GOOD)
		self.key(self.colleague, first=GOOD)
		self.assertIn(
			"1 sheets are keyed only once", self.refusal(PanelProblem, self.panel.enter_paper_sheets)
		)
		self.assertIn("2 paper sheets", self.refusal(PanelProblem, self.panel.seal))
		self.key(self.colleague, second=GOOD)
		self.panel.enter_paper_sheets()
		self.assertEqual(self.panel.seal()["submitted"], 2)
		self.assertRaises(PanelSealed, self.panel.enter_paper_sheets)

	def test_what_the_juror_hands_in_meanwhile_stays_and_nothing_is_entered(self):
		self.key_twice(first=GOOD, second=GOOD)
		make.mark(self.stored(), 1, 1, 1)
		said = self.refusal(NotAllowedNow, self.panel.enter_paper_sheets)
		self.assertIn("handed in this sheet online or was recused", said)
		self.assertEqual((self.stored().total, self.stored(self.second).status), ("3.00", "Pending"))
		self.panel.discard_paper_sheet(self.juror, self.first, "Handed in online")
		self.assertEqual(self.panel.enter_paper_sheets(), {"entered": 1})

	def test_a_failure_in_the_middle_leaves_nothing_behind(self):
		self.key_twice(first=GOOD, second=GOOD)
		# The second sheet cannot be handed in: its keyings were made empty behind the app's back.
		for name in frappe.get_all(PAPER, {"project": self.second, "panel": self.panel.name}, pluck="name"):
			frappe.db.set_value("Brand Paper Sheet Score", {"parent": name}, "score", "")
		with self.assertRaises(ScoreProblem):
			self.panel.enter_paper_sheets()
		self.assertEqual([self.stored().status, self.stored(self.second).status], ["Pending"] * 2)
		self.assertEqual(paper_sheets.kept_of(self.panel)[0].status, "Compared")

"""Paper sheets from the table of a defence, keyed by two people who see nothing of each other."""

import frappe
from frappe import client

from brand_union.services import paper_comparison, paper_mask
from brand_union.services.errors import (
	NotAllowedNow,
	PanelProblem,
	PanelSealed,
	ReasonMissing,
	ScoreProblem,
)
from brand_union.tests import factories as make
from brand_union.tests.paper_case import BETTER, GOOD, PAPER, PaperCase
from brand_union.tests.queries import QueryCount


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

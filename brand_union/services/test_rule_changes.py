"""Rules of a year under way: who may change them, the reason, and what is kept of it."""

import json

import frappe
from frappe import client

from brand_union.services import rule_changes
from brand_union.services.errors import BrandError, FrozenContent, NotAllowedNow, ReasonMissing
from brand_union.tests import factories as make
from brand_union.tests.cases import AdminCase
from brand_union.tests.rest_case import RestCase

CYCLE, LOG = "Brand Cycle", "Brand Rule Change"


class TestRuleChanges(AdminCase):
	rules = {"quotas": [{"cap": 2, "clause": "II.1"}, {"cap": 1}]}

	def save(self, **values):
		cycle = frappe.get_doc(CYCLE, self.cycle.name)
		cycle.update(values)
		return cycle.save()

	def log(self) -> list:
		names = frappe.get_all(LOG, {"cycle": self.cycle.name}, pluck="name", order_by="creation")
		return [frappe.get_doc(LOG, name) for name in names]

	def rows(self) -> list[tuple]:
		(entry,) = self.log()
		columns = ("what", "table_label", "row_number", "field_label", "before_value", "after_value")
		return [tuple(row.get(column) for column in columns) for row in entry.changes]

	# Who and why

	def test_who_what_and_why_are_kept(self):
		saved = self.save(rectify_days=30, change_reason="The council shortened it")
		(entry,) = self.log()
		self.assertEqual((entry.changed_by, entry.reason), (self.admin, "The council shortened it"))
		self.assertEqual((entry.organiser, entry.owner), (self.union.name, self.admin))
		self.assertEqual(self.rows(), [("Changed", "", 0, "Days to Rectify", "90", "30")])
		self.assertEqual((saved.change_reason, saved.rectify_days), (None, 30))
		self.assertFalse(frappe.db.get_value(CYCLE, self.cycle.name, "change_reason"))

	def test_without_a_reason_nothing_is_changed(self):
		for reason in (None, "", "   ", "<p></p>"):
			with self.subTest(reason=reason):
				message = self.refusal(ReasonMissing, self.save, rectify_days=30, change_reason=reason)
				self.assertIn("Days to Rectify", message)
				self.assertIn("Reason for Changing Rules", message)
		self.assertEqual(frappe.db.get_value(CYCLE, self.cycle.name, "rectify_days"), 90)
		self.assertEqual(self.log(), [])

	def test_one_field_by_its_own_call_meets_the_same_rule(self):
		self.refusal(ReasonMissing, client.set_value, CYCLE, self.cycle.name, "rectify_days", 30)
		values = {"rectify_days": 30, "change_reason": "Council"}
		client.set_value(CYCLE, self.cycle.name, json.dumps(values))
		self.assertEqual(len(self.log()), 1)

	def test_a_row_by_its_own_call_meets_the_same_rule(self):
		row = self.cycle.quotas[0]
		self.refusal(ReasonMissing, client.set_value, row.doctype, row.name, "cap", 3)

	def test_the_office_keeps_status_and_budget_and_changes_no_rule(self):
		frappe.set_user(self.office)
		self.save(budget=90000, status="Finished", change_reason="Nothing")
		message = self.refusal(NotAllowedNow, self.save, rectify_days=30, change_reason="Why not")
		self.assertIn("only the administrator changes its rules", message)
		self.assertIn("Days to Rectify", message)
		self.assertEqual(self.log(), [])

	def test_a_finished_year_is_no_easier_to_change(self):
		self.save(status="Finished")
		self.refusal(ReasonMissing, self.save, rectify_days=30)

	def test_running_again_in_the_same_save_takes_a_reason_too(self):
		self.refusal(ReasonMissing, self.save, rectify_days=30, status="Preparing")

	def test_the_office_does_not_set_a_year_back(self):
		frappe.set_user(self.office)
		for status in ("Running", "Finished"):
			self.save(status=status)
			message = self.refusal(NotAllowedNow, self.save, status="Preparing", change_reason="Why not")
			with self.subTest(status=status):
				self.assertIn(f"is {status}: only the administrator sets it back to Preparing", message)
				self.assertIn("changes of Status", message)
		self.assertEqual(frappe.db.get_value(CYCLE, self.cycle.name, "status"), "Finished")
		self.assertEqual(self.log(), [])

	def test_the_refusal_is_said_in_chinese(self):
		frappe.set_user(self.office)
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "zh"
		message = self.refusal(NotAllowedNow, self.save, status="Preparing")
		self.assertIn("只能由管理员退回“筹备中”状态", message)
		self.assertNotRegex(message.replace(self.cycle.cycle_name, ""), "[A-Za-z]")

	def test_the_administrator_sets_a_year_back_with_a_reason(self):
		message = self.refusal(ReasonMissing, self.save, status="Preparing")
		self.assertIn("you change Status. Say why under Reason for Changing Rules", message)
		self.save(status="Preparing", rectify_days=30, change_reason="Opened too early")
		(entry,) = self.log()
		self.assertEqual((entry.changed_by, entry.reason), (self.admin, "Opened too early"))
		self.assertEqual(
			self.rows(),
			[
				("Changed", "", 0, "Status", "Running", "Preparing"),
				("Changed", "", 0, "Days to Rectify", "90", "30"),
			],
		)

	def test_what_ran_once_stays_under_the_log_while_it_is_prepared_again(self):
		self.save(status="Preparing", change_reason="Opened too early")
		message = self.refusal(ReasonMissing, self.save, rectify_days=30)
		self.assertIn("is Preparing again after it ran, and you change Days to Rectify", message)
		frappe.set_user(self.office)
		for values in ({}, {"status": "Running"}):
			message = self.refusal(
				NotAllowedNow, self.save, rectify_days=30, change_reason="Why not", **values
			)
			self.assertIn("only the administrator changes its rules", message)
		self.save(status="Running")
		frappe.set_user(self.admin)
		self.save(rectify_days=30, change_reason="Council")
		self.assertEqual([entry.reason for entry in self.log()], ["Opened too early", "Council"])

	def test_the_form_knows_whether_a_year_has_run(self):
		def known(name: str) -> bool:
			doc = frappe.get_doc(CYCLE, name)
			doc.run_method("onload")
			return doc.get_onload("has_run")

		self.assertFalse(known(self.prepared()))
		self.assertTrue(known(self.cycle.name))
		self.save(status="Preparing", change_reason="Opened too early")
		self.assertTrue(known(self.cycle.name))

	def prepared(self) -> str:
		"""Another year, which never ran."""
		with make.acting("Administrator"):
			return make.make_cycle(programme=self.make_programme(), status="Preparing").name

	def test_a_year_with_projects_is_not_prepared_again(self):
		with make.acting("Administrator"):
			make.make_project(self.cycle, self.unit)
		message = self.refusal(BrandError, self.save, status="Preparing")
		self.assertIn("has projects, so it cannot go back to Preparing", message)

	def test_while_it_is_prepared_the_office_writes_the_rules_freely(self):
		name = self.prepared()
		frappe.set_user(self.office)
		for values in ({"rectify_days": 30}, {"rectify_days": 40, "status": "Running"}):
			frappe.get_doc(CYCLE, name).update(values).save()
		self.assertEqual(frappe.db.get_value(CYCLE, name, "rectify_days"), 40)
		self.assertFalse(frappe.db.exists(LOG, {"cycle": name}))

	# What

	def test_no_rule_changed_leaves_no_log(self):
		self.save(description="Saved again", budget=5, cycle_name="Another name", change_reason="Tidy")
		self.assertEqual(self.log(), [])

	def test_values_of_rows_are_kept_with_their_table_and_row(self):
		cycle = frappe.get_doc(CYCLE, self.cycle.name)
		cycle.quotas[0].cap = 3
		cycle.windows[0].closes_on = "2099-12-31"
		cycle.change_reason = "Council"
		before = str(frappe.db.get_value("Brand Programme Window", cycle.windows[0].name, "closes_on"))
		cycle.save()
		self.assertEqual(
			self.rows(),
			[
				("Changed", "Windows", 1, "Closes On", before, "2099-12-31"),
				("Changed", "Quotas and Duties", 1, "At Most", "2", "3"),
			],
		)

	def test_a_row_added_and_a_row_removed_are_kept_with_all_their_values(self):
		cycle = frappe.get_doc(CYCLE, self.cycle.name)
		cycle.set("quotas", [cycle.quotas[1]])
		cycle.append("checks", {"item": "Complete", "description": "All boxes"})
		cycle.change_reason = "Council"
		cycle.save()
		self.assertEqual(
			self.rows(),
			[
				("Row Removed", "Quotas and Duties", 1, "At Most", "2", ""),
				("Row Removed", "Quotas and Duties", 1, "Clause", "II.1", ""),
				("Row Added", "Formal Check List", 1, "Item", "", "Complete"),
				("Row Added", "Formal Check List", 1, "Description", "", "All boxes"),
			],
		)

	def test_the_order_of_rows_is_a_rule(self):
		cycle = frappe.get_doc(CYCLE, self.cycle.name)
		cycle.set("quotas", [cycle.quotas[1], cycle.quotas[0]])
		for number, row in enumerate(cycle.quotas, 1):
			row.idx = number
		self.assertRaises(ReasonMissing, cycle.save)

	def test_the_same_rows_sent_anew_are_no_change(self):
		self.save(**self.rules)
		self.assertEqual(self.log(), [])

	def test_every_rule_of_the_form_is_watched(self):
		"""Whatever a cycle shares with its programme, also what an admin or a later version adds."""
		for df in rule_changes.rule_fields():
			if df.fieldtype not in ("Table", "Table MultiSelect"):
				before, cycle = (frappe.get_doc(CYCLE, self.cycle.name) for _copy in range(2))
				another = 1 - cycle.get(df.fieldname) if df.fieldtype == "Check" else "9"
				cycle.set(df.fieldname, another)
				with self.subTest(field=df.fieldname):
					found = rule_changes.changes_between(before, cycle)
					self.assertEqual([row["field_name"] for row in found], [df.fieldname])

	# The log itself

	def test_the_log_stays_as_it_was_written(self):
		self.save(rectify_days=30, change_reason="Council")
		(entry,) = self.log()
		entry.reason = "Another"
		frappe.set_user("Administrator")
		self.assertRaises(FrozenContent, entry.save)
		self.assertRaises(FrozenContent, frappe.delete_doc, LOG, entry.name, force=True)
		row = {
			"doctype": LOG,
			"cycle": self.cycle.name,
			"reason": "Made up",
			"changes": [{"what": "Changed"}],
		}
		self.assertRaises(FrozenContent, frappe.get_doc(row).insert)

	def test_office_administrator_and_auditor_read_it(self):
		self.save(rectify_days=30, change_reason="Council")
		(entry,) = self.log()
		stranger = make_office_beside()
		readers = {
			self.admin: True,
			self.office: True,
			self.user("Brand Auditor"): True,
			stranger: False,
			self.officer: False,
			self.user("Brand Observer"): False,
		}
		for user, reads in readers.items():
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertEqual(bool(frappe.has_permission(LOG, "read", entry.name)), reads)

	@staticmethod
	def user(role: str) -> str:
		with make.acting("Administrator"):
			return make.make_user(role)


class TestWayBackThroughRest(RestCase):
	"""A plain save of the document, as any program may send it."""

	@classmethod
	def make_all(cls):
		cls.office, cls.admin = (cls.make_person(role) for role in ("Brand Officer", "Brand Administrator"))
		union = make.make_unit(unit_type="University Union", is_group=1, members=[(cls.office, "Officer")])
		cls.cycle = make.make_cycle(programme=make.make_programme(union.name)).name

	def test_only_the_administrator_goes_back_and_says_why(self):
		office, admin = self.people(self.office), self.people(self.admin)
		values = {"status": "Preparing", "change_reason": "Opened too early"}
		error = self.refused(403, lambda: office.update(CYCLE, self.cycle, **values))
		self.assertEqual(error.kind, "NotAllowedNow")
		self.assertIn("only the administrator sets it back to Preparing", error.message)
		error = self.refused(417, lambda: admin.update(CYCLE, self.cycle, status="Preparing"))
		self.assertEqual(error.kind, "ReasonMissing")
		self.assertEqual(admin.find(LOG, {"cycle": self.cycle}), [])
		saved = admin.update(CYCLE, self.cycle, **values)
		self.assertEqual((saved["status"], saved.get("change_reason")), ("Preparing", None))
		(log,) = office.find(LOG, {"cycle": self.cycle}, ["name", "reason", "changed_by"])
		self.assertEqual((log["reason"], log["changed_by"]), ("Opened too early", self.admin))
		self.refused(403, lambda: office.update(CYCLE, self.cycle, rectify_days=1, status="Running"))


def make_office_beside() -> str:
	with make.acting("Administrator"):
		user = make.make_user("Brand Officer")
		make.make_unit(unit_type="Women's Federation", members=[(user, "Officer")])
	return user

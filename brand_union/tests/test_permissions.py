"""Who sees what, asked in every way in which Frappe answers: one table, every role, allowed and denied."""

import frappe
from frappe import client
from frappe.desk.form import load
from frappe.permissions import add_permission, reset_perms, update_permission_property

from brand_union.permissions import CHILDREN
from brand_union.scopes import SCOPES
from brand_union.services.errors import NotYourUnit
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.channels import (
	CHANNELS,
	answer,
	as_document,
	fields_with_rows,
	guessed,
	listed,
	over_rest,
	values_on_levels,
)
from brand_union.tests.queries import QueryCount
from brand_union.tests.readers import ALWAYS, READERS, ROWS, WRITERS
from brand_union.tests.world import build

SETTINGS = "Brand Union Settings"


def reads_a_setting(doctype: str, name: str) -> bool:
	return bool(client.get_single_value(doctype, "reminder_days"))


class TestPermissions(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.world = build()

	def setUp(self):
		self.addCleanup(frappe.set_user, "Administrator")
		self.addCleanup(setattr, frappe.local, "form_dict", frappe._dict())

	def as_each(self):
		for key, user in self.world.people.items():
			frappe.set_user(user)
			yield key

	def test_the_table_knows_every_record(self):
		self.assertEqual(set(READERS), set(self.world.records))
		known = {doctype for doctype, _name in self.world.records.values()}
		self.assertEqual(set(SCOPES), known | {SETTINGS})

	def test_every_channel_shows_a_record_to_its_readers_only(self):
		for person in self.as_each():
			for key, record in self.world.records.items():
				for channel in CHANNELS:
					with self.subTest(person=person, record=key, channel=channel.__name__):
						self.assertEqual(answer(channel, *record), person in READERS[key])

	def test_writing_is_for_those_whose_record_it_is(self):
		for person in self.as_each():
			for key, writers in WRITERS.items():
				with self.subTest(person=person, record=key):
					doctype, name = self.world.records[key]
					self.assertEqual(bool(frappe.has_permission(doctype, "write", name)), person in writers)

	def test_rows_are_listed_to_the_readers_of_their_document(self):
		for person in self.as_each():
			for key, tables in ROWS.items():
				parent, name = self.world.records[key]
				for table in tables:
					with self.subTest(person=person, record=key, table=table):
						self.assertEqual(answer(self.rows, table, parent, name), person in READERS[key])

	@staticmethod
	def rows(table: str, parent: str, name: str) -> bool:
		return bool(client.get_list(table, fields=["name"], filters={"parent": name}, parent=parent))

	def test_every_secret_table_is_in_the_table_of_children(self):
		"""A new child table of a DocType with scopes must not answer by itself."""
		for doctype in SCOPES:
			for table in frappe.get_meta(doctype).get_table_fields():
				with self.subTest(doctype=doctype, table=table.options):
					self.assertIn(doctype, CHILDREN.get(table.options, ()))

	def test_no_level_hides_a_field_from_readers_of_its_document(self):
		"""Frappe 15 cannot hide it: whoever reads a DocType is openly given every level of it."""
		for doctype in SCOPES:
			rights = [row for row in frappe.get_meta(doctype).permissions if row.read]
			levels = {df.permlevel for _table, df in fields_with_rows(doctype)}
			for role in {row.role for row in rights}:
				with self.subTest(doctype=doctype, role=role):
					self.assertLessEqual(levels, {row.permlevel for row in rights if row.role == role})

	def test_what_is_on_a_level_is_told_to_the_readers_of_its_document(self):
		"""In the document itself, as a column beside its neighbours, and as a filter that could guess it."""
		stored = {key: values_on_levels(*record) for key, record in self.world.records.items()}
		self.assertEqual(
			{field for values in stored.values() for _table, field in values},
			{"quota_slot", "decision", "item", "result", "checked_by", "checked_on"},
		)
		for person in self.as_each():
			for key, values in stored.items():
				for channel in (values_on_levels, listed, guessed):
					with self.subTest(person=person, record=key, channel=channel.__name__):
						told = answer(
							channel,
							*self.world.records[key],
							*([] if channel is values_on_levels else [values]),
						)
						self.assertEqual(told or {}, values if person in READERS[key] else {})

	def test_a_sheet_does_not_lead_a_juror_to_the_project(self):
		"""All that the form sends along: the document, its trail, comments, files, titles of links."""
		records, people = self.world.records, self.world.people
		frappe.get_doc("Brand Review", records["sheet"][1]).add_comment("Comment", "Thank you")
		frappe.set_user(people["juror"])
		frappe.local.response = frappe._dict(docs=[])
		load.getdoc(*records["sheet"])
		sent = frappe.as_json(frappe.local.response)
		self.assertIn("Thank you", sent)
		for key in ("decided", "panel", "decision", "assignment", "open sheet"):
			with self.subTest(key=key):
				self.assertNotIn(records[key][1], sent)
		self.assertNotIn(people["other_juror"], sent)
		self.assertNotIn(people["office"], sent)

	def test_the_settings_are_the_administrators(self):
		for person in self.as_each():
			for channel in (as_document, over_rest, reads_a_setting):
				with self.subTest(person=person, channel=channel.__name__):
					self.assertEqual(answer(channel, SETTINGS, SETTINGS), person in ALWAYS)
			with self.subTest(person=person):
				self.assertEqual(bool(frappe.has_permission(SETTINGS, "write", SETTINGS)), person in ALWAYS)
				self.assertEqual(
					answer(client.set_value, SETTINGS, SETTINGS, "reminder_days", 3) is not False,
					person in ALWAYS,
				)

	def test_who_keeps_the_site_keeps_its_settings(self):
		with make.acting(make.make_user("System Manager")):
			self.assertEqual(client.set_value(SETTINGS, SETTINGS, "reminder_days", 4)["reminder_days"], 4)

	def test_an_officer_given_the_right_to_write_has_it_for_the_own_programmes(self):
		self.give("Brand Category", "Brand Officer", "write", "create")
		_doctype, name = self.world.records["category"]
		for person, allowed in (("office", True), ("women", False)):
			frappe.set_user(self.world.people[person])
			new = {"doctype": "Brand Category", "category_name": "New", "category_code": person}
			new["programme"] = self.world.cycles["union"].programme
			with self.subTest(person=person):
				self.assertEqual(
					answer(client.set_value, "Brand Category", name, "position", 9) is not False, allowed
				)
				self.assertEqual(answer(client.insert, new) is not False, allowed)

	def test_a_score_sheet_of_all_is_not_written_by_one_office(self):
		self.give("Score Sheet", "Brand Officer", "write", "create")
		_doctype, name = self.world.records["score sheet"]
		frappe.set_user(self.world.people["office"])
		self.assertRaises(frappe.PermissionError, client.set_value, "Score Sheet", name, "guidance", "Mine")
		sheet = {"doctype": "Score Sheet", "sheet_name": "Mine", "purpose": "Selection"}
		self.assertRaises(frappe.PermissionError, client.insert, sheet)

	def test_a_juror_given_the_right_to_read_reads_the_rules_of_scoring(self):
		for key in ("category", "score sheet"):
			doctype, name = self.world.records[key]
			self.give(doctype, "Brand Juror", "read", "report")
			frappe.set_user(self.world.people["juror"])
			for channel in CHANNELS:
				with self.subTest(record=key, channel=channel.__name__):
					self.assertTrue(answer(channel, doctype, name))

	def give(self, doctype: str, role: str, *rights: str) -> None:
		"""What an administrator does in the Role Permissions Manager; taken back after the test."""
		frappe.set_user("Administrator")
		self.addCleanup(frappe.clear_cache, doctype=doctype)
		self.addCleanup(reset_perms, doctype)
		if not any(row.role == role for row in frappe.get_meta(doctype).permissions):
			add_permission(doctype, role)
		for right in rights:
			update_permission_property(doctype, role, 0, right, 1, validate=False)

	def test_a_user_without_a_role_has_nothing(self):
		frappe.set_user(self.world.people["nobody"])
		for doctype in SCOPES:
			with self.subTest(doctype=doctype):
				self.assertRaises(frappe.PermissionError, frappe.get_list, doctype)

	def test_new_documents_are_for_the_own_unit(self):
		cases = (
			("arts", "arts", True),
			("arts", "club", True),
			("arts", "law", False),
			("former", "arts", False),
		)
		for person, unit, allowed in cases:
			with self.subTest(person=person, unit=unit):
				frappe.set_user(self.world.people[person])
				draft = {
					"doctype": "Brand Project",
					"project_title": "A reading room",
					"cycle": self.world.cycles["union"].name,
					"unit": self.world.units[unit].name,
				}
				if allowed:
					self.assertEqual(client.insert(draft)["unit"], self.world.units[unit].name)
				else:
					self.assertRaises(frappe.PermissionError, client.insert, draft)

	def test_who_acts_for_another_unit_reads_why_not(self):
		frappe.set_user(self.world.people["arts"])
		with self.assertRaises(NotYourUnit) as caught:
			make.make_project(self.world.cycles["union"], self.world.units["law"])
		self.assertIn(self.world.units["law"].unit_name, str(caught.exception))
		self.assertEqual(caught.exception.http_status_code, 403)

	def test_an_officer_keeps_the_units_below_the_own_one(self):
		new = {
			"doctype": "Union Unit",
			"unit_code": "NEW1",
			"unit_name": "New",
			"unit_type": "Second-level Union",
		}
		union = self.world.units["union"].name
		frappe.set_user(self.world.people["office"])
		self.assertEqual(client.insert({**new, "parent_union_unit": union})["name"], "NEW1")
		self.assertRaises(NotYourUnit, client.insert, {**new, "unit_code": "NEW2", "unit_name": "Root"})
		frappe.set_user(self.world.people["women"])
		self.assertRaises(
			NotYourUnit, client.insert, {**new, "unit_code": "NEW3", "parent_union_unit": union}
		)

	def test_an_officer_cannot_make_herself_officer_of_another_office(self):
		frappe.set_user(self.world.people["women"])
		unit = frappe.get_doc("Union Unit", self.world.units["union"].name)
		unit.append("members", {"user": self.world.people["women"], "post": "Officer"})
		self.assertRaises(frappe.PermissionError, unit.save)
		unit = frappe.get_doc("Union Unit", self.world.units["law"].name)
		unit.parent_union_unit = self.world.units["women"].name
		self.assertRaises(frappe.PermissionError, unit.save)

	def test_scopes_cost_the_same_number_of_queries_for_one_row_and_for_many(self):
		frappe.set_user(self.world.people["office"])
		counts = {}
		for limit in (1, 20):
			frappe.get_list("Brand Project", limit_page_length=limit)
			with QueryCount() as queries:
				rows = frappe.get_list(
					"Brand Project", fields=["name", "project_title", "stage"], limit_page_length=limit
				)
			counts[len(rows)] = queries.count
		self.assertEqual(len(counts), 2, counts)
		self.assertEqual(len(set(counts.values())), 1, counts)

"""What lists, counts and searches tell about documents that one may not read."""

import json

import frappe
from frappe.desk.doctype.tag.tag import add_tag, get_documents_for_tag
from frappe.desk.form import linked_with
from frappe.desk.treeview import add_node, get_children

from brand_union.permissions import CHILDREN, SECRET
from brand_union.services import notices
from brand_union.tests import factories as make
from brand_union.tests.side_doors.case import MARK, PROJECT, SideDoorCase


class TestLists(SideDoorCase):
	def test_counting_counts_what_one_may_read(self):
		ask = {"doctype": PROJECT, "filters": json.dumps({"project_title": ["like", f"{MARK}%"]})}
		self.assertEqual(self.rpc("frappe.client.get_count", **ask), 0)
		frappe.set_user(self.arts)
		self.assertEqual(self.rpc("frappe.client.get_count", **ask), 2)
		frappe.set_user(self.juror)
		self.assertRaises(frappe.PermissionError, self.rpc, "frappe.client.get_count", **ask)

	def test_counting_other_doctypes_is_left_to_frappe(self):
		self.assertGreater(self.rpc("frappe.client.get_count", doctype="User"), 2)

	def test_connections_count_what_one_may_read(self):
		with make.acting(self.office):
			make.make_permit(self.cycle, self.units[self.arts])
		for user, counts in ((self.office, {"Brand Permit": 1, PROJECT: 3}), (self.law, {PROJECT: 1})):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertEqual(self.connections("Brand Permit", PROJECT, "Review Panel Juror"), counts)
		frappe.set_user(self.juror)
		self.assertRaises(frappe.PermissionError, self.connections, PROJECT)

	def connections(self, *items: str) -> dict[str, int]:
		ask = {"doctype": "Brand Cycle", "name": self.cycle.name, "items": json.dumps(items)}
		answer = self.rpc("frappe.desk.notifications.get_open_count", **ask)
		return {row["doctype"]: row["count"] for row in answer["count"]["external_links_found"]}

	def test_counting_does_not_find_out_what_the_trail_holds(self):
		# The trail of a sheet holds its marks, so a juror could guess the marks of the others one by one.
		frappe.set_user(self.juror)
		for doctype, field in (("Version", "data"), ("Comment", "content"), ("Deleted Document", "data")):
			ask = {"doctype": doctype, "filters": json.dumps({field: ["like", f"%{MARK}%"]})}
			with self.subTest(doctype=doctype):
				self.assertRaises(frappe.PermissionError, self.rpc, "frappe.client.get_count", **ask)

	def test_rows_of_others_cannot_be_counted(self):
		self.assertRaises(
			frappe.PermissionError, self.rpc, "frappe.client.get_count", doctype="Brand Project Budget"
		)

	def test_notices_are_found_by_their_reader_only(self):
		notices.tell([self.arts], lambda: f"{MARK} was returned", PROJECT, self.filed.name)
		for cmd in ("frappe.desk.search.search_link", "frappe.desk.search.search_widget"):
			with self.subTest(cmd=cmd):
				ask = {"doctype": "Notification Log", "txt": MARK, "ignore_user_permissions": 1}
				self.assertEqual(list(self.rpc(cmd, **ask)), [])
		ask = {"doctype": "Notification Log", "filters": json.dumps({"for_user": self.arts})}
		self.assertEqual(self.rpc("frappe.client.get_count", **ask), 0)

	def test_a_link_field_offers_what_one_may_read_whatever_it_asks_for(self):
		for cmd in ("frappe.desk.search.search_link", "frappe.desk.search.search_widget"):
			with self.subTest(cmd=cmd):
				found = self.rpc(cmd, doctype=PROJECT, txt="", ignore_user_permissions=1, page_length=50)
				names = {row["value"] if isinstance(row, dict) else row[0] for row in found}
				self.assertEqual(names, {self.own.name})

	def test_a_title_is_told_to_readers_only(self):
		ask = {"doctype": PROJECT, "docname": self.filed.name}
		self.assertEqual(self.rpc("frappe.desk.search.get_link_title", **ask), self.filed.name)
		frappe.set_user(self.arts)
		self.assertEqual(self.rpc("frappe.desk.search.get_link_title", **ask), self.filed.project_title)

	def test_the_neighbour_of_a_hidden_document_tells_nothing(self):
		ask = {"doctype": PROJECT, "value": self.filed.name, "prev": 0, "sort_field": "amount_requested"}
		self.assertRaises(frappe.PermissionError, self.rpc, "frappe.desk.form.utils.get_next", **ask)
		frappe.set_user(self.arts)
		self.rpc("frappe.desk.form.utils.get_next", **{**ask, "sort_field": "modified"})

	def test_an_export_needs_the_right_to_export(self):
		self.assertRaises(
			frappe.PermissionError,
			self.rpc,
			"frappe.desk.reportview.export_query",
			doctype=PROJECT,
			fields=json.dumps(["`tabBrand Project`.`name`"]),
			filters="[]",
			file_format_type="CSV",
			title="x",
		)

	def test_links_of_the_own_project_do_not_lead_to_the_panel(self):
		self.assertRaises(frappe.PermissionError, linked_with.get, PROJECT, self.own.name)

	def test_the_tree_shows_the_own_unit(self):
		names = {row.value for row in get_children("Union Unit", self.union.name)}
		self.assertEqual(names, {self.units[self.law].name})
		frappe.local.form_dict = frappe._dict(
			doctype="Union Unit", is_root="false", parent=self.union.name, unit_code="N1", unit_name="New"
		)
		self.assertRaises(frappe.PermissionError, add_node)

	def test_tags_do_not_carry_titles_away(self):
		frappe.set_user(self.arts)
		add_tag("Reading", PROJECT, self.draft.name)
		self.assertEqual([row["name"] for row in get_documents_for_tag("#Reading")], [self.draft.name])
		frappe.set_user(self.law)
		self.assertEqual(get_documents_for_tag("#Reading"), [])
		# Frappe trips over its own refusal.
		self.assertRaises((frappe.PermissionError, IndexError), add_tag, "Mine", PROJECT, self.draft.name)

	def test_nothing_secret_is_in_the_global_search(self):
		for doctype in SECRET - {"Brand Cycle"}:
			with self.subTest(doctype=doctype):
				fields = [df.fieldname for df in frappe.get_meta(doctype).fields if df.in_global_search]
				self.assertEqual(fields, [])

	def test_no_list_of_any_doctype_gives_the_text_away(self):
		"""Everything that a site has is listed with all its fields, by people who may not know of the project."""
		frappe.set_user("Administrator")
		self.spread_the_word()
		for user in (self.law, self.juror):
			frappe.set_user(user)
			for doctype, parent in self.lists():
				with self.subTest(user=user, doctype=doctype):
					self.assertNotIn(MARK, self.everything_in(doctype, parent))
		frappe.set_user(self.arts)
		self.assertIn(MARK, self.everything_in(PROJECT, None))

	def spread_the_word(self):
		project = frappe.get_doc(PROJECT, self.draft.name)
		project.append("schedule", {"period": "May", "content": MARK})
		project.append("endorsements", {"endorsement": MARK})
		project.save(ignore_version=False)
		project.add_comment("Comment", f"{MARK} looks good")
		add_tag(f"T{make.number()}", PROJECT, project.name)
		self.attach(project, f"{MARK}.txt")

	@staticmethod
	def lists():
		rows = frappe.db.sql(
			"select name, istable from tabDocType where issingle = 0 and is_virtual = 0 order by name"
		)
		for name, is_table in rows:
			yield from ((name, parent) for parent in CHILDREN.get(name, ())) if is_table else [(name, None)]

	@staticmethod
	def everything_in(doctype: str, parent: str | None) -> str:
		try:
			rows = frappe.get_list(doctype, fields=["*"], parent_doctype=parent, limit_page_length=0)
		except frappe.PermissionError:
			return ""
		return frappe.as_json(rows)

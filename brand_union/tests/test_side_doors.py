"""Endpoints of Frappe that answer, or write, without asking the scopes: what each may do with our documents."""

import json
from unittest.mock import patch

import frappe
from frappe import client
from frappe.core.doctype.deleted_document import deleted_document
from frappe.desk.doctype.kanban_board.kanban_board import update_order_for_single_card
from frappe.desk.doctype.tag.tag import add_tag, get_documents_for_tag
from frappe.desk.form import assign_to, linked_with, load
from frappe.desk.form.save import savedocs
from frappe.desk.treeview import add_node, get_children
from frappe.handler import execute_cmd, run_doc_method
from frappe.model.rename_doc import update_document_title
from frappe.utils import set_request
from frappe.www.printview import get_html_and_style

from brand_union.permissions import CHILDREN, SECRET
from brand_union.scopes import SCOPES
from brand_union.services import audit, filing, notices
from brand_union.services.errors import BrandError, FrozenContent, NotAllowedNow, NotYourUnit
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

MARK = "Zebrafish"
PROJECT = "Brand Project"


class SideDoorCase(IntegrationTestCase):
	"""An office and two units: `arts` has a draft, a filed and a returned project, `law` has a draft."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.office, cls.arts, cls.law = (
			make.make_user(role) for role in ("Brand Officer", "Brand Unit Officer", "Brand Unit Officer")
		)
		cls.juror = make.make_user("Brand Juror")
		union = make.make_unit(unit_type="University Union", is_group=1, members=[(cls.office, "Officer")])
		cls.units = {
			user: make.make_unit(parent_union_unit=union.name, members=[(user, "Officer")])
			for user in (cls.arts, cls.law)
		}
		cls.union = union
		programme = make.make_programme(union.name, checks=[{"item": "Complete"}])
		cls.cycle = make.make_cycle(programme=programme)
		cls.filed = cls.project_of(cls.arts, stage="Filed")
		cls.draft = cls.project_of(cls.arts)
		cls.own = cls.project_of(cls.law, project_title="Own work", objectives="Own aim")

	@classmethod
	def project_of(cls, user: str, **values):
		frappe.set_user(user)
		try:
			return make.make_project(
				cls.cycle,
				cls.units[user],
				**{
					"project_title": f"{MARK} {make.number()}",
					"objectives": f"{MARK} in every office",
					**values,
				},
			)
		finally:
			frappe.set_user("Administrator")

	def setUp(self):
		# Several cases are refused after Frappe has written something; a request would be undone as a whole.
		frappe.db.savepoint("side_door")
		self.addCleanup(self.end_case)
		set_request(method="POST", path="/")
		frappe.local.response = frappe._dict(docs=[])
		frappe.set_user(self.law)

	def end_case(self):
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="side_door")
		frappe.local.form_dict = frappe._dict()
		frappe.local.request = None

	def rpc(self, cmd: str, **arguments):
		"""What /api/method/CMD answers, with our functions in Frappe's place."""
		frappe.local.form_dict = frappe._dict(arguments)
		return execute_cmd(cmd)

	def sent(self, doc, **values) -> dict:
		"""A stored document as a browser would send it back."""
		return {**json.loads(frappe.as_json(frappe.get_doc(doc.doctype, doc.name).as_dict())), **values}


class TestReading(SideDoorCase):
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

	def test_notices_are_found_by_their_reader_only(self):
		notices.tell([self.arts], lambda: f"{MARK} was returned", PROJECT, self.filed.name)
		for cmd in ("frappe.desk.search.search_link", "frappe.desk.search.search_widget"):
			with self.subTest(cmd=cmd):
				ask = {"doctype": "Notification Log", "txt": MARK, "ignore_user_permissions": 1}
				self.assertEqual(list(self.rpc(cmd, **ask)), [])
		ask = {"doctype": "Notification Log", "filters": json.dumps({"for_user": self.arts})}
		self.assertEqual(self.rpc("frappe.client.get_count", **ask), 0)

	def test_rows_of_others_cannot_be_counted(self):
		self.assertRaises(
			frappe.PermissionError, self.rpc, "frappe.client.get_count", doctype="Brand Project Budget"
		)

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

	def test_checking_a_link_fetches_nothing(self):
		values = client.validate_link(PROJECT, self.filed.name, json.dumps(["project_title", "objectives"]))
		self.assertEqual(values, {"name": self.filed.name})

	def test_a_link_to_a_hidden_project_cannot_be_set(self):
		"""Frappe's lists show every field of what a link leads to."""
		self.own.reload()
		self.own.update({"kind": "Continuation", "continues_project": self.filed.name})
		with self.assertRaises(NotYourUnit) as caught:
			self.own.save()
		self.assertNotIn(MARK, str(caught.exception))

	def test_a_form_opens_for_readers_only(self):
		for opening in (load.getdoc, lambda doctype, name: load.get_docinfo(doctype=doctype, name=name)):
			self.assertRaises(frappe.PermissionError, opening, PROJECT, self.filed.name)
		frappe.set_user(self.juror)
		self.assertRaises(frappe.PermissionError, load.getdoc, PROJECT, self.own.name)

	def test_a_rewritten_document_is_not_printed(self):
		sent = self.sent(self.filed, unit=self.units[self.law].name)
		self.assertRaises(frappe.PermissionError, get_html_and_style, json.dumps(sent))

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

	def attach(self, project, file_name: str, **values):
		return frappe.get_doc(
			{
				"doctype": "File",
				"file_name": file_name,
				"content": f"{file_name} {make.number()}",
				"is_private": 1,
				"attached_to_doctype": project.doctype,
				"attached_to_name": project.name,
				**values,
			}
		).insert()

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

	def test_files_are_listed_and_opened_with_their_document(self):
		frappe.set_user(self.arts)
		file = self.attach(self.draft, "opinion.txt")
		row = self.draft.budget[0]
		by_row = self.attach(row, "invoice.txt")
		for user, expected in (
			(self.arts, True),
			(self.office, True),
			(self.law, False),
			(self.juror, False),
		):
			frappe.set_user(user)
			with self.subTest(user=user):
				self.assertEqual(bool(frappe.get_list("File", {"name": file.name})), expected)
				self.assertEqual(bool(frappe.has_permission("File", "read", file.name)), expected)
				self.assertFalse(frappe.get_list("File", {"name": by_row.name}))

	def test_files_of_secret_documents_are_private(self):
		frappe.set_user(self.arts)
		for target in (self.draft, self.draft.budget[0]):
			with self.subTest(target=target.doctype), self.assertRaises(frappe.ValidationError) as caught:
				self.attach(target, "open.txt", is_private=0)
			self.assertIn("is public, so everybody could open it", str(caught.exception))
		file = self.attach(self.draft, "closed.txt")
		file.is_private = 0
		self.assertRaises(frappe.ValidationError, file.save)

	def test_the_trail_on_the_form_leaves_out_what_only_the_office_sees(self):
		project = frappe.get_doc(PROJECT, self.filed.name)
		frappe.set_user(self.office)
		project.checks[0].update({"result": "Failed", "reason": "Seal missing"})
		project.save(ignore_version=False)
		frappe.set_user(self.arts)
		load.get_docinfo(doctype=PROJECT, name=project.name)
		trail = frappe.as_json(frappe.response["docinfo"].versions)
		self.assertNotIn("Seal missing", trail)
		frappe.set_user("Administrator")
		kept = frappe.get_all(
			"Version", {"docname": audit.office_name(project.name)}, pluck="data", order_by="name"
		)
		self.assertEqual(len(kept), 1)
		self.assertIn("Seal missing", kept[0])

	def test_a_trail_without_secrets_stays_as_it_is(self):
		frappe.set_user(self.arts)
		project = frappe.get_doc(PROJECT, self.draft.name)
		project.objectives = "Another aim"
		project.save(ignore_version=False)
		data = frappe.get_all("Version", {"docname": project.name}, pluck="data", order_by="creation desc")[0]
		self.assertIn(["objectives", f"{MARK} in every office", "Another aim"], json.loads(data)["changed"])


class TestWriting(SideDoorCase):
	def test_a_document_of_others_is_not_written(self):
		"""Also not with its unit rewritten, which would make it one's own before anybody looks."""
		taken = {"unit": self.units[self.law].name}
		calls = {
			"set_value": lambda: client.set_value(PROJECT, self.draft.name, "objectives", "Taken"),
			"set unit": lambda: client.set_value(PROJECT, self.draft.name, taken),
			"save": lambda: client.save(self.sent(self.draft, **taken)),
			"savedocs": lambda: savedocs(json.dumps(self.sent(self.draft, **taken)), "Save"),
			"delete": lambda: client.delete(PROJECT, self.draft.name),
			"title": lambda: update_document_title(
				doctype=PROJECT, docname=self.draft.name, title="Taken", name=self.draft.name
			),
			"attach": lambda: client.attach_file("x.txt", "x", PROJECT, self.draft.name, is_private=1),
			"row": lambda: client.set_value("Brand Project Budget", self.draft.budget[0].name, "amount", 1),
			"new row": lambda: client.insert(
				{
					"doctype": "Brand Project Budget",
					"parent": self.draft.name,
					"parenttype": PROJECT,
					"parentfield": "budget",
					"heading": "Mine",
				}
			),
			"method": lambda: run_doc_method(
				"what_is_next", docs=json.dumps(self.sent(self.draft, **taken)), args="{}"
			),
			"comment": lambda: run_doc_method(
				"add_comment", docs=json.dumps(self.sent(self.draft, **taken)), args='{"text": "Hello"}'
			),
		}
		for name, call in calls.items():
			with self.subTest(call=name):
				self.assertRaises(frappe.PermissionError, call)
		stored = frappe.get_doc(PROJECT, self.draft.name)
		self.assertEqual((stored.unit, stored.objectives), (self.draft.unit, self.draft.objectives))

	def test_a_refusal_tells_nothing_about_the_hidden_document(self):
		"""A read-only field that was changed is refused with its old value: not to a stranger."""
		sent = self.sent(
			self.filed, unit=self.units[self.law].name, approved_amount=1, filed_by="x", project_title=""
		)
		with self.assertRaises(frappe.PermissionError) as caught:
			client.save(sent)
		self.assertNotIn(MARK, str(caught.exception) + frappe.as_json(frappe.get_message_log()))

	def test_bulk_updates_fail_one_by_one(self):
		rows = [{"doctype": PROJECT, "docname": self.draft.name, "objectives": "Taken"}]
		self.assertEqual(len(client.bulk_update(json.dumps(rows))["failed_docs"]), 1)

	def test_a_row_is_not_saved_or_deleted_alone(self):
		frappe.set_user(self.arts)
		row = frappe.get_doc("Brand Project Budget", self.draft.budget[0].name)
		row.amount = 1
		self.assertRaises(frappe.PermissionError, row.save)
		self.assertRaises(frappe.PermissionError, frappe.delete_doc, row.doctype, row.name)
		new = {**row.as_dict(), "name": None, "__islocal": 1}
		self.assertRaises(frappe.PermissionError, frappe.get_doc(new).insert)

	def test_a_row_of_another_document_is_not_carried_off(self):
		"""Frappe saves a row by its name, whatever document it belonged to before."""
		frappe.set_user(self.arts)
		sent = self.sent(self.draft)
		sent["budget"].append({**self.sent(self.filed)["budget"][0], "heading": "Carried off"})
		with self.assertRaises(FrozenContent) as caught:
			client.save(sent)
		self.assertIn("Budget, row 1 belongs to another document", str(caught.exception))
		self.assertEqual([row.heading for row in frappe.get_doc(PROJECT, self.filed.name).budget], ["Books"])

	def test_computed_fields_are_not_typed(self):
		frappe.set_user(self.arts)
		for field, value in (
			("approved_amount", 100000),
			("tier", "Key"),
			("filed_on", "2020-01-01 00:00:00"),
			("unit_name", "Another"),
			("return_reason", "None"),
		):
			with self.subTest(field=field):
				self.assertRaises(FrozenContent, client.set_value, PROJECT, self.draft.name, field, value)

	def test_fields_of_the_office_are_put_back(self):
		"""Frappe quietly restores a field on a level that the user may not write."""
		frappe.set_user(self.arts)
		for field, value in (("quota_slot", "mine"), ("decision", "none")):
			client.set_value(PROJECT, self.draft.name, field, value)
			self.assertFalse(frappe.db.get_value(PROJECT, self.draft.name, field))
		sent = self.sent(self.draft, checks=[{"item": "Complete", "result": "Passed"}])
		self.assertEqual(client.save(sent)["checks"], [])

	def test_a_stage_is_not_set(self):
		frappe.set_user(self.arts)
		jumps = (
			{"stage": "Decided"},
			{"workflow_state": "Decided by Union"},
			{"workflow_state": "Decided by Union", "stage": "Decided"},
			{"stage": "No such stage"},
			{"docstatus": 1},
		)
		for values in jumps:
			with self.subTest(values=values):
				self.assertRaises(
					(NotAllowedNow, frappe.PermissionError, frappe.ValidationError),
					client.save,
					self.sent(self.draft, **values),
				)
		self.assertEqual(frappe.db.get_value(PROJECT, self.draft.name, ["stage", "docstatus"]), ("Draft", 0))

	def test_a_card_on_the_board_does_not_move_a_project(self):
		board = frappe.get_all(
			"Kanban Board",
			{"reference_doctype": PROJECT, "field_name": "stage"},
			pluck="name",
			order_by="name",
		)[0]
		frappe.set_user(self.arts)
		self.assertRaises(
			NotAllowedNow, update_order_for_single_card, board, self.draft.name, "Draft", "Decided", 0, 0
		)

	def test_a_new_document_begins_at_the_beginning(self):
		"""Whatever a request sends along: a stage, an owner, flags, or a version of before."""
		frappe.set_user(self.arts)
		sent = {
			"doctype": PROJECT,
			"project_title": "Smuggled",
			"cycle": self.cycle.name,
			"unit": self.draft.unit,
			"workflow_state": "Decided by Union",
			"stage": "Decided",
			"owner": self.office,
			"approved_amount": 9999,
			"filed_on": "2020-01-01 00:00:00",
			"quota_slot": "mine",
			"flags": {"by_service": True, "ignore_permissions": True},
			"_doc_before_save": {"workflow_state": "Decided by Union", "stage": "Decided"},
			"checks": [{"item": "Complete", "result": "Passed"}],
		}
		doc = frappe.get_doc(PROJECT, client.insert(sent)["name"])
		self.assertEqual(
			(doc.stage, doc.workflow_state, doc.owner, doc.approved_amount, doc.filed_on, doc.quota_slot),
			("Draft", "Drafting", self.arts, 0, None, None),
		)
		self.assertEqual(doc.checks, [])

	def test_flags_of_a_request_allow_nothing(self):
		frappe.set_user(self.arts)
		sent = self.sent(
			self.draft, approved_amount=5, flags={"by_service": True, "ignore_permissions": True}
		)
		self.assertRaises(FrozenContent, client.save, sent)

	def test_a_duplicate_takes_over_the_text_and_not_the_record(self):
		frappe.set_user(self.arts)
		copy = frappe.copy_doc(frappe.get_doc(PROJECT, self.filed.name), ignore_no_copy=False)
		copy.insert()
		self.assertEqual(
			(copy.objectives, copy.stage, copy.filed_on, copy.quota_slot),
			(self.filed.objectives, "Draft", None, None),
		)

	def test_a_deleted_draft_comes_back_to_its_own_people_only(self):
		frappe.set_user(self.arts)
		draft = make.make_project(self.cycle, self.units[self.arts], project_title="Gone")
		client.delete(PROJECT, draft.name)
		frappe.set_user("Administrator")
		kept = frappe.db.get_value("Deleted Document", {"deleted_name": draft.name})
		frappe.set_user(self.law)
		self.assertRaises(frappe.PermissionError, deleted_document.restore, kept)
		frappe.set_user(self.arts)
		deleted_document.restore(kept)
		self.assertEqual(frappe.db.get_value(PROJECT, {"project_title": "Gone"}, "stage"), "Draft")

	def test_nothing_of_ours_is_renamed(self):
		frappe.set_user(self.arts)
		attempts = (
			lambda: client.rename_doc(PROJECT, self.draft.name, "NEW"),
			lambda: frappe.get_doc(PROJECT, self.draft.name).rename("NEW", force=True),
			lambda: frappe.get_doc(PROJECT, self.draft.name).rename("NEW", validate_rename=False),
			lambda: frappe.get_doc("Score Sheet", self.cycle.selection_sheet).rename(
				"NEW", validate_rename=False
			),
		)
		for attempt in attempts:
			self.assertRaises(frappe.ValidationError, attempt)
		for doctype in SCOPES:
			with self.subTest(doctype=doctype):
				self.assertFalse(frappe.get_meta(doctype).allow_rename)

	def test_nothing_is_submitted_or_cancelled(self):
		frappe.set_user(self.arts)
		attempts = {
			"submit": lambda: client.submit(self.sent(self.draft)),
			"cancel": lambda: client.cancel(PROJECT, self.draft.name),
			"savedocs": lambda: savedocs(json.dumps(self.sent(self.draft)), "Submit"),
			"method": lambda: run_doc_method("submit", dt=PROJECT, dn=self.draft.name),
		}
		for name, attempt in attempts.items():
			with self.subTest(attempt=name):
				self.assertRaises((frappe.PermissionError, frappe.ValidationError), attempt)
		frappe.set_user("Administrator")
		self.assertRaises(NotAllowedNow, frappe.get_doc(PROJECT, self.draft.name).submit)

	def test_only_lists_of_the_setup_are_imported(self):
		"""An import skips the check of fields that are set once, and of choices."""
		importable = {doctype for doctype in SCOPES if frappe.get_meta(doctype).allow_import}
		self.assertEqual(importable, {"Union Unit", "Brand Category", "Score Sheet"})

	def test_secret_documents_are_neither_shared_nor_assigned(self):
		frappe.set_user("Administrator")
		for doctype, name in ((PROJECT, self.draft.name), ("Brand Cycle", self.cycle.name)):
			with self.subTest(doctype=doctype):
				self.assertRaises(frappe.ValidationError, frappe.share.add, doctype, name, self.law)
				task = {
					"doctype": doctype,
					"name": name,
					"assign_to": json.dumps([self.law]),
					"description": "x",
				}
				self.assertRaises(frappe.ValidationError, assign_to.add, task)
		self.assertFalse(
			frappe.db.exists("DocShare", {"user": self.law, "share_doctype": ("in", list(SCOPES))})
		)

	def test_people_of_a_unit_do_not_hand_out_user_permissions(self):
		permission = {
			"doctype": "User Permission",
			"user": self.law,
			"allow": "Union Unit",
			"for_value": self.draft.unit,
		}
		self.assertRaises(frappe.PermissionError, client.insert, permission)

	def test_a_form_button_works_on_what_is_stored(self):
		"""The browser sends the whole document along; nothing of it is saved by the way."""
		frappe.set_user(self.office)
		project = frappe.get_doc(PROJECT, self.filed.name)
		sent = self.sent(project, approved_amount=77777, tier="Key", objectives="Rewritten")
		run_doc_method("return_to_unit", docs=json.dumps(sent), args=json.dumps({"reason": "Add the seal"}))
		stored = frappe.get_doc(PROJECT, project.name)
		self.assertEqual((stored.stage, stored.return_reason), ("Draft", "Add the seal"))
		self.assertEqual((stored.approved_amount, stored.tier), (0, None))
		self.assertEqual(stored.objectives, project.objectives)

	def test_a_form_button_sends_back_what_one_may_read(self):
		"""Also of a level that a school's admin has closed."""
		frappe.set_user(self.arts)
		run_doc_method(method="what_is_next", dt=PROJECT, dn=self.filed.name)
		with patch.object(frappe.get_meta(PROJECT).get_field("leader_name"), "permlevel", 2):
			run_doc_method(method="what_is_next", dt=PROJECT, dn=self.filed.name)
		self.assertEqual([doc.get("leader_name") for doc in frappe.response.docs], ["Li Lei", None])

	def test_the_unit_has_no_use_of_the_offices_buttons(self):
		frappe.set_user(self.arts)
		project = frappe.get_doc(PROJECT, self.filed.name)
		self.assertRaises(BrandError, filing.return_to_unit, project, "I want it back")
		filing.record_checks(
			frappe.get_doc(PROJECT, project.name), [{"item": "Complete", "result": "Passed"}]
		)
		self.assertEqual([row.result for row in frappe.get_doc(PROJECT, project.name).checks], [None])

"""Who objects is known to the office alone: every way of Frappe is tried by everybody else."""

import json

import frappe
from frappe import client
from frappe.desk.form import linked_with, load
from frappe.handler import execute_cmd
from frappe.utils import set_request
from frappe.www.printview import get_html_and_style

from brand_union.permissions import SECRET
from brand_union.services import evidence
from brand_union.tests import factories as make
from brand_union.tests.cases import NoticeCase
from brand_union.tests.side_doors import test_lists

OBJECTION = "Brand Objection"
MARK = "Zebrafish"
OUTSIDE = ("Brand Auditor", "Brand Observer", "Brand Unit Officer", "Brand Unit Chair", "Brand Juror")


class TestObjections(NoticeCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.outside = {role: make.make_user(role) for role in OUTSIDE}
		cls.outside |= {"the unit concerned": cls.officer, "another office": make.make_user("Brand Officer")}
		make.make_unit(
			unit_type="University Union", is_group=1, members=[(cls.outside["another office"], "Officer")]
		)
		cls.outside["concerned officer"] = make.make_user("Brand Officer")
		for unit in (cls.union, cls.unit):
			unit.reload()
			unit.append(
				"members", {"user": cls.outside["concerned officer"], "post": "Officer", "is_active": 1}
			)
			unit.save()

	def setUp(self):
		super().setUp()
		set_request(method="POST", path="/")
		frappe.local.response = frappe._dict(docs=[])
		self.objection = self.leave_traces()

	def end_case(self):
		super().end_case()
		frappe.local.form_dict = frappe._dict()
		frappe.local.request = None

	def leave_traces(self):
		"""An objection with evidence, a log, a trail and a comment, all of which carry the mark."""
		words = dict.fromkeys(("objector_name", "objector_unit", "reason"), f"{MARK} of the library")
		objection = make.make_objection(self.posted(), self.project.name, phone=f"{MARK} 86412222", **words)
		evidence.attach(objection, [evidence.Upload(f"{MARK}.pdf", f"%PDF-{MARK}".encode())])
		objection.examine(f"{MARK} was asked")
		objection.reload()
		objection.add_comment("Comment", f"{MARK} called")
		objection.flags.by_service = True
		objection.conclusion = f"{MARK} is right"
		objection.save(ignore_version=False)
		return frappe.get_doc(OBJECTION, objection.name)

	def rpc(self, cmd: str, **arguments):
		frappe.local.form_dict = frappe._dict(arguments)
		return execute_cmd(cmd)

	def everybody_outside(self):
		for who, user in self.outside.items():
			frappe.set_user(user)
			with self.subTest(who=who):
				yield user

	def told(self, ask) -> str:
		"""What a way tells; a refusal tells nothing."""
		try:
			return frappe.as_json(ask())
		except (frappe.PermissionError, frappe.DoesNotExistError) as error:
			return str(error)

	def test_the_office_reads_it(self):
		self.assertIn(MARK, self.told(lambda: frappe.get_list(OBJECTION, fields=["*"])))
		load.getdoc(OBJECTION, self.objection.name)
		self.assertIn(MARK, frappe.as_json(frappe.response.docs))
		self.assertIn(MARK, frappe.as_json(frappe.response.docinfo))

	def test_no_list_of_any_doctype_tells(self):
		for _user in self.everybody_outside():
			for doctype, parent in test_lists.TestLists.lists():
				self.assertNotIn(MARK, test_lists.TestLists.everything_in(doctype, parent), doctype)

	def test_no_way_to_the_document_tells(self):
		name = self.objection.name
		file = frappe.get_all("File", {"attached_to_name": name}, pluck="name")[0]
		fields = json.dumps(["`tabBrand Objection`.`objector_name`"])
		ways = {
			"document": lambda: client.get(OBJECTION, name),
			"value": lambda: client.get_value(OBJECTION, "objector_name", name),
			"value by guess": lambda: client.get_value(
				OBJECTION, "name", json.dumps({"objector_name": ["like", f"{MARK}%"]})
			),
			"form": lambda: [load.getdoc(OBJECTION, name), frappe.response],
			"trail": lambda: [load.get_docinfo(doctype=OBJECTION, name=name), frappe.response],
			"print": lambda: get_html_and_style(OBJECTION, name),
			"links": lambda: linked_with.get("Brand Notice", self.objection.notice),
			"link": lambda: client.validate_link(OBJECTION, name, json.dumps(["objector_name", "reason"])),
			"title": lambda: self.rpc("frappe.desk.search.get_link_title", doctype=OBJECTION, docname=name),
			"search": lambda: self.rpc("frappe.desk.search.search_link", doctype=OBJECTION, txt=""),
			"report view": lambda: self.rpc(
				"frappe.desk.reportview.get", doctype=OBJECTION, fields=fields, filters="[]"
			),
			"export": lambda: self.rpc(
				"frappe.desk.reportview.export_query",
				doctype=OBJECTION,
				fields=fields,
				filters="[]",
				file_format_type="CSV",
				title="x",
			),
			"groups": lambda: self.rpc(
				"frappe.desk.listview.get_group_by_count",
				doctype=OBJECTION,
				current_filters="[]",
				field="objector_name",
			),
			"file": lambda: frappe.get_doc("File", file).check_permission("read"),
			"notice": lambda: client.get("Brand Notice", self.objection.notice),
			"project": lambda: client.get("Brand Project", self.project.name),
		}
		for _user in self.everybody_outside():
			for way, ask in ways.items():
				frappe.local.response = frappe._dict(docs=[])
				with self.subTest(way=way):
					self.assertNotIn(MARK, self.told(ask))
			self.assertFalse(frappe.has_permission("File", "read", file))

	def test_no_count_answers_a_guess(self):
		guess = json.dumps({"objector_name": ["like", f"{MARK}%"]})
		for _user in self.everybody_outside():
			count = self.told(lambda: self.rpc("frappe.client.get_count", doctype=OBJECTION, filters=guess))
			self.assertNotIn("1", count)

	def test_the_log_and_the_files_are_not_listed(self):
		rows = {"parent": self.objection.name}
		files = {"attached_to_doctype": OBJECTION}
		for _user in self.everybody_outside():
			for doctype, filters, parent in (
				("Brand Objection Event", rows, OBJECTION),
				("File", files, None),
				("Comment", {"reference_doctype": OBJECTION}, None),
				("Version", {"ref_doctype": OBJECTION}, None),
				("Notification Log", {"document_type": OBJECTION}, None),
			):
				found = self.told(
					lambda doctype=doctype, filters=filters, parent=parent: frappe.get_list(
						doctype, filters=filters, parent_doctype=parent
					)
				)
				self.assertNotIn('"name"', found, doctype)

	def test_nothing_of_it_is_in_the_global_search(self):
		self.assertIn(OBJECTION, SECRET)
		self.assertEqual(
			[df.fieldname for df in frappe.get_meta(OBJECTION).fields if df.in_global_search], []
		)

	def test_what_the_unit_is_told_names_nobody(self):
		"""Its project is held up, and it reads why."""
		frappe.set_user("Administrator")
		held = frappe.get_doc("Brand Decision", self.decision.name).start_all()["held"]
		self.assertEqual(len(held), 2)
		self.assertNotIn(MARK, str(held))

	def test_it_is_neither_shared_nor_followed(self):
		for share in (
			lambda: frappe.share.add(OBJECTION, self.objection.name, self.officer),
			lambda: frappe.get_doc(
				{
					"doctype": "Document Follow",
					"ref_doctype": OBJECTION,
					"ref_docname": self.objection.name,
					"user": self.officer,
				}
			).insert(ignore_permissions=True),
		):
			self.assertRaises((frappe.PermissionError, frappe.ValidationError), share)

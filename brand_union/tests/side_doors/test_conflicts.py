"""What the office knows about a juror is told neither to that juror, nor to another one, nor to a unit."""

import json

import frappe
from frappe import client
from frappe.desk import reportview
from frappe.desk.form import linked_with, load
from frappe.desk.form.utils import get_next
from frappe.www import printview

from brand_union.tests import factories as make
from brand_union.tests.side_doors.case import MARK, SideDoorCase

CONFLICT = "Brand Conflict"


class TestConflicts(SideDoorCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		name = f"{MARK} Juror"
		cls.marked = make.make_user("Brand Juror", name=name)
		with make.acting(cls.office):
			cls.entry = make.make_conflict(cls.marked, project=cls.filed.name, reason=f"{MARK} wedding")
			cls.entry.reason = f"{MARK} marriage"
			cls.entry.save(ignore_version=False)
			cls.entry.add_comment("Comment", f"{MARK} told us")

	def doors(self) -> dict:
		name = self.entry.name
		like = {"reason": ["like", f"%{MARK}%"]}
		view = {"doctype": CONFLICT, "fields": '["*"]', "filters": json.dumps(like)}
		return {
			"list": lambda: frappe.get_list(CONFLICT, fields=["*"]),
			"REST": lambda: client.get_list(CONFLICT, fields=["name"], filters=like),
			"document": lambda: client.get(CONFLICT, name),
			"value": lambda: client.get_value(CONFLICT, "reason", {"name": name}),
			"report view": lambda: self.rpc("frappe.desk.reportview.get", **view),
			"export": lambda: self.rpc(
				"frappe.desk.reportview.export_query", **view, file_format_type="CSV", title="x"
			),
			"count": lambda: self.rpc(
				"frappe.client.get_count", doctype=CONFLICT, filters=json.dumps({"name": name})
			),
			"count of a report": lambda: self.count_of_report(view),
			"title": lambda: self.rpc("frappe.desk.search.get_link_title", doctype=CONFLICT, docname=name),
			"search": lambda: self.rpc("frappe.desk.search.search_link", doctype=CONFLICT, txt=MARK),
			"widget": lambda: self.rpc(
				"frappe.desk.search.search_widget", doctype=CONFLICT, txt=MARK, ignore_user_permissions=1
			),
			"form": lambda: load.getdoc(CONFLICT, name),
			"information on the form": lambda: load.get_docinfo(doctype=CONFLICT, name=name),
			"versions": lambda: frappe.get_list("Version", {"ref_doctype": CONFLICT}, ["data"]),
			"comments": lambda: frappe.get_list("Comment", {"reference_name": name}, ["content"]),
			"links": lambda: linked_with.get("User", self.marked),
			"neighbour": lambda: get_next(CONFLICT, name, 0),
			"print": lambda: printview.get_html_and_style(CONFLICT, name),
		}

	def count_of_report(self, view: dict) -> int:
		frappe.local.form_dict = frappe._dict(view)
		return reportview.get_count()

	def told(self, door) -> str:
		"""Everything that a door gives away, of the answer and of the response."""
		frappe.local.response = frappe._dict(docs=[])
		try:
			answer = door()
		except frappe.PermissionError:
			return ""
		return str([answer, frappe.local.response])

	def test_no_door_tells_a_juror_or_a_unit(self):
		for user in (self.marked, self.juror, self.arts, self.law):
			frappe.set_user(user)
			for door, ask in self.doors().items():
				with self.subTest(user=user, door=door):
					told = self.told(ask)
					self.assertNotIn(f"{MARK} marriage", told)
					self.assertNotIn(f"{MARK} wedding", told)
					if "count" in door:
						self.assertIn(told, ("", str([0, frappe.local.response])))
					if door == "title":
						self.assertIn(self.entry.name, told)
						self.assertNotIn(MARK, told)

	def test_the_office_finds_it_everywhere(self):
		"""Otherwise the test above would look for something that nobody can find."""
		frappe.set_user(self.office)
		for door in ("list", "document", "report view", "export", "form", "search", "print"):
			with self.subTest(door=door):
				self.assertIn(MARK, self.told(self.doors()[door]))
		self.assertIn("1", self.told(self.doors()["count"]))

	def test_nobody_but_the_office_enters_one(self):
		for user in (self.marked, self.arts):
			with self.subTest(user=user), make.acting(user):
				self.assertRaises(
					frappe.PermissionError, make.make_conflict, self.juror, project=self.filed.name
				)

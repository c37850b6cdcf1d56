"""Two units below one office: what may `law` do with the documents of `arts`, and `arts` with its own?"""

import json

import frappe
from frappe.handler import execute_cmd
from frappe.utils import set_request

from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase, UnionCase

MARK = "Zebrafish"
PROJECT = "Brand Project"


class DoorCase(UnionCase):
	"""Every test is a request of its own."""

	def setUp(self):
		super().setUp()
		set_request(method="POST", path="/")
		frappe.local.response = frappe._dict(docs=[])

	def end_case(self):
		super().end_case()
		frappe.local.form_dict = frappe._dict()
		frappe.local.request = None

	def rpc(self, cmd: str, **arguments):
		"""What /api/method/CMD answers, with our functions in Frappe's place."""
		frappe.local.form_dict = frappe._dict(arguments)
		return execute_cmd(cmd)


class SideDoorCase(DoorCase, OfficeCase):
	"""`arts` has a `draft` and a `filed` project, which carry the mark; `law`, who acts first, has an `own` one."""

	begins_as = "law"
	rules = {"checks": [{"item": "Complete"}]}

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.arts, cls.law, cls.juror = (
			cls.officer,
			make.make_user("Brand Unit Officer"),
			make.make_user("Brand Juror"),
		)
		beside = make.make_unit(parent_union_unit=cls.union.name, members=[(cls.law, "Officer")])
		cls.units = {cls.arts: cls.unit, cls.law: beside}
		cls.filed = cls.project_of(cls.arts, stage="Filed")
		cls.draft = cls.project_of(cls.arts)
		cls.own = cls.project_of(cls.law, project_title="Own work", objectives="Own aim")

	@classmethod
	def project_of(cls, user: str, **values):
		marked = {"project_title": f"{MARK} {make.number()}", "objectives": f"{MARK} in every office"}
		with make.acting(user):
			return make.make_project(cls.cycle, cls.units[user], **{**marked, **values})

	def sent(self, doc, **values) -> dict:
		"""A stored document as a browser would send it back."""
		return {**json.loads(frappe.as_json(frappe.get_doc(doc.doctype, doc.name).as_dict())), **values}

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

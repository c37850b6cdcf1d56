"""A union's office and its units, before they are renamed, merged, split or closed."""

import frappe

from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase

CHANGE, UNIT, PROJECT = "Union Unit Change", "Union Unit", "Brand Project"
CAP = 2


class ChangeCase(OfficeCase):
	"""The union's office, its unit `arts` with an officer and a chair, and `law` beside it; a cycle with two slots."""

	rules = {"quotas": [{"cap": CAP, "duty": 1}]}

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.chair, cls.lawyer, cls.former = (make.make_user("Brand Unit Officer") for _index in range(3))
		cls.arts = make.make_unit(
			unit_name="Union of Arts",
			parent_union_unit=cls.union.name,
			head_count=60,
			members=[(cls.officer, "Officer"), (cls.chair, "Chair"), (cls.former, "Officer", 0)],
		)
		cls.law = make.make_unit(
			unit_name="Union of Law", parent_union_unit=cls.union.name, members=[(cls.lawyer, "Officer")]
		)

	def setUp(self):
		super().setUp()
		self.addCleanup(frappe.clear_document_cache, UNIT)

	def change(self, kind: str, before, after=(), **values):
		return make.make_unit_change(kind, before, after, **values)

	def merged(self, **values):
		"""Arts and law have become one new unit."""
		change = self.change("Merge", [self.arts, self.law], [self.new(**values)])
		change.carry_out()
		return change

	def new(self, code: str = "", name: str = "Union of Humanities", **values) -> dict:
		return {"unit_code": code or f"N{make.RUN}-{make.number()}", "unit_name": name, **values}

	def project(self, unit, stage: str = "Draft", **values):
		with make.acting("Administrator"):
			return make.make_project(self.cycle, unit, stage, **values)

	@staticmethod
	def value(doctype: str, name: str, *fields: str):
		return frappe.db.get_value(doctype, name, fields if len(fields) > 1 else fields[0])

	def stored(self, name: str):
		return frappe.get_doc(UNIT, name)

	def reads(self, user: str, doctype: str, name: str, ptype: str = "read") -> bool:
		with make.acting(user):
			listed = bool(frappe.get_list(doctype, filters={"name": name}, pluck="name"))
			allowed = bool(frappe.has_permission(doctype, ptype, name))
		if ptype == "read":
			self.assertEqual(listed, allowed, "list and document disagree")
		return allowed

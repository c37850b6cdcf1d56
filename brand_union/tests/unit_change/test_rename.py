"""Units that are called something else from some day on."""

import frappe
from frappe.utils import nowdate

from brand_union.services.errors import UnitProblem
from brand_union.tests import factories as make
from brand_union.tests.unit_change.case import PROJECT, ChangeCase


class TestRename(ChangeCase):
	def test_a_rename_keeps_the_former_name_with_day_and_paper(self):
		change = self.change("Rename", [self.arts], [{"unit_name": "Union of Fine Arts"}])
		self.assertEqual(change.subject, "Union of Arts → Union of Fine Arts")
		change.carry_out()
		arts = self.stored(self.arts.name)
		self.assertEqual((arts.unit_name, arts.status), ("Union of Fine Arts", "Active"))
		row = arts.former_names[0]
		self.assertEqual(
			(row.former_name, str(row.used_until), row.document_number, row.reason),
			("Union of Arts", nowdate(), "No. 7 [2026]", "Reorganisation of the colleges"),
		)

	def test_filed_papers_show_the_old_name_and_drafts_the_new_one(self):
		filed = self.project(self.arts, "Filed", joint_units=[{"unit": self.law.name}])
		draft = self.project(self.arts)
		self.change("Rename", [self.arts], [{"unit_name": "Union of Fine Arts"}]).carry_out()
		self.change("Rename", [self.law], [{"unit_name": "Union of Jurists"}]).carry_out()
		with make.acting("Administrator"):
			for project in (filed, draft):
				frappe.get_doc(PROJECT, project.name).save()
		filed, draft = frappe.get_doc(PROJECT, filed.name), frappe.get_doc(PROJECT, draft.name)
		self.assertEqual((filed.unit_name, filed.joint_units[0].unit_name), ("Union of Arts", "Union of Law"))
		self.assertEqual((draft.unit_name, draft.unit), ("Union of Fine Arts", self.arts.name))

	def test_a_rename_in_the_form_goes_on_working(self):
		arts = self.stored(self.arts.name)
		arts.unit_name = "Arts"
		arts.save()
		self.assertEqual(arts.former_names[0].former_name, "Union of Arts")
		self.assertEqual(str(arts.former_names[0].used_until), nowdate())

	def test_a_name_that_is_not_new_is_refused(self):
		text = self.refusal(UnitProblem, self.change, "Rename", [self.arts], [{"unit_name": "Union of Arts"}])
		self.assertIn("the name that it has from then on", text)

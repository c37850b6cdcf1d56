"""What the office knows about a juror: found before anything is assigned, and told to nobody else."""

import frappe
from frappe.utils import add_days, nowdate

from brand_union.services import conflicts
from brand_union.services.errors import ConflictProblem, NotYourUnit
from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase


class TestBrandConflict(OfficeCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.faculty = make.make_unit(parent_union_unit=cls.union.name, is_group=1)
		below = make.make_unit(parent_union_unit=cls.faculty.name)
		beside = make.make_unit(parent_union_unit=cls.union.name)
		cls.projects = {
			"faculty": make.make_project(cls.cycle, cls.faculty, stage="Checked"),
			"below": make.make_project(cls.cycle, below, stage="Checked"),
			"joint": make.make_project(
				cls.cycle, beside, stage="Checked", joint_units=[{"unit": below.name}]
			),
			"beside": make.make_project(cls.cycle, beside, stage="Checked"),
		}
		(cls.juror,) = make.make_jurors(1)

	def barred(self) -> dict[str, str]:
		"""{project's key: reason} of what the juror is kept out of."""
		found = conflicts.find([self.juror], [doc.name for doc in self.projects.values()])
		return {
			key: found[doc.name, self.juror].reason
			for key, doc in self.projects.items()
			if (doc.name, self.juror) in found
		}

	def test_a_project_or_a_unit_with_what_is_below_it(self):
		entry = make.make_conflict(self.juror, project=self.projects["beside"].name)
		self.assertEqual(self.barred(), {"beside": "Relative – Married to the leader"})
		self.assertEqual((entry.entered_by, entry.organiser), (self.office, self.union.name))
		self.assertEqual(entry.concerns, self.projects["beside"].project_title)
		make.make_conflict(self.juror, unit=self.faculty.name, kind="Former Unit", reason="Dean until 2024")
		self.assertEqual(set(self.barred()), {"faculty", "below", "joint", "beside"})
		self.assertEqual(self.barred()["below"], "Former Unit – Dean until 2024")

	def test_it_holds_on_its_days_in_its_cycle_and_for_its_organiser(self):
		project = self.projects["beside"].name
		today = nowdate()
		with make.acting("Administrator"):
			elsewhere, other = make.make_cycle(), make.make_unit(unit_type="University Union")
		cases = (
			({}, True),
			({"valid_from": today, "valid_until": today}, True),
			({"valid_from": add_days(today, 1)}, False),
			({"valid_until": add_days(today, -1)}, False),
			({"cycle": self.cycle.name}, True),
			({"cycle": elsewhere.name}, False),
			({"organiser": other.name}, False),
		)
		for values, holds in cases:
			with self.subTest(values=values), make.acting("Administrator"):
				frappe.db.savepoint("entry")
				object_of = (
					{"project": project} if "cycle" in values else {"unit": self.projects["beside"].unit}
				)
				if values.get("cycle") == elsewhere.name:
					object_of = {"unit": self.projects["beside"].unit}
				office = {} if "cycle" in values else {"organiser": self.union.name}
				make.make_conflict(self.juror, **{**object_of, **office, **values})
				self.assertEqual(bool(self.barred()), holds)
				frappe.db.rollback(save_point="entry")

	def test_what_an_entry_must_say(self):
		project, unit = self.projects["beside"].name, self.unit.name
		with make.acting("Administrator"):
			elsewhere = make.make_project()
		cases = (
			("either one project or one unit", {}),
			("either one project or one unit", {"project": project, "unit": unit}),
			(
				"lies before Valid From",
				{"unit": unit, "valid_from": "2025-06-02", "valid_until": "2025-06-01"},
			),
			("is no project of your office", {"project": elsewhere.name}),
			(
				f"is no project of {self.cycle.cycle_name}",
				{"project": elsewhere.name, "cycle": self.cycle.name},
			),
		)
		for sentence, values in cases:
			with self.subTest(sentence=sentence):
				said = self.refusal(ConflictProblem, make.make_conflict, self.juror, **values)
				self.assertIn(sentence, said)
		with make.acting("Administrator"):
			said = self.refusal(ConflictProblem, make.make_conflict, self.juror, unit=unit)
			self.assertIn("Choose the cycle or the organiser", said)
			other = make.make_unit(unit_type="University Union")
		with self.assertRaises(NotYourUnit):
			make.make_conflict(self.juror, unit=unit, organiser=other.name)

	def test_an_entry_is_ended_and_never_changed_or_deleted(self):
		entry = make.make_conflict(self.juror, project=self.projects["beside"].name)
		self.assertRaises(frappe.PermissionError, entry.delete)
		with make.acting("Administrator"):
			self.assertRaises(ConflictProblem, frappe.get_doc("Brand Conflict", entry.name).delete)
		for field, value in (("juror", self.officer), ("project", self.projects["below"].name)):
			with self.subTest(field=field):
				entry.reload()
				entry.set(field, value)
				self.assertRaises(frappe.CannotChangeConstantError, entry.save)
		entry.reload()
		entry.valid_until = add_days(nowdate(), -1)
		entry.save()
		self.assertEqual(self.barred(), {})

	def test_it_keeps_the_juror_out_when_the_panel_is_opened(self):
		make.make_conflict(self.juror, project=self.projects["beside"].name)
		free = make.make_jurors(1)
		panel = make.make_panel([self.projects["beside"]], [self.juror, *free])
		(recusal,) = panel.preview_assignment()["recusals"]
		self.assertEqual(recusal["reason"], "Relative – Married to the leader")
		self.assertEqual(panel.open_panel(), {"sheets": 1, "recused": 1})
		row = frappe.get_value(
			"Panel Assignment", {"panel": panel.name, "juror": self.juror}, ["status", "conflict"]
		)
		self.assertEqual(row, ("Recused", "Recorded"))

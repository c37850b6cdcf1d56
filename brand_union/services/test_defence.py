"""A defence from the draw to the last second, with the times of a real morning."""

from hashlib import sha256

import frappe
from frappe.utils import get_datetime
from freezegun import freeze_time

from brand_union.services import defence
from brand_union.services.errors import PanelProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase


class TestDefence(OfficeCase):
	def panel(self, size: int = 3, **values):
		frappe.set_user("Administrator")
		projects = [make.make_project(self.cycle, stage="Checked") for _n in range(size)]
		times = {
			"minutes_per_project": 8,
			"starts_at": "2025-06-20 09:00:00",
			"break_after": 2,
			"break_minutes": 10,
		}
		panel = make.make_panel(projects, **{"mode": "Defence", **times, **values})
		frappe.set_user(self.office)
		return panel

	def test_the_order_is_what_the_seed_draws(self):
		panel = self.panel()
		panel.draw_order("42")
		lots = {row.project: sha256(f"42\n{row.project}".encode()).hexdigest() for row in panel.projects}
		panel.reload()
		self.assertEqual(
			[row.project for row in sorted(panel.projects, key=lambda row: row.running_no)],
			sorted(lots, key=lots.get),
		)
		self.assertEqual((panel.draw_seed, panel.events[-1].event), ("42", "Order Drawn"))
		times = {row.running_no: str(get_datetime(row.planned_at).time()) for row in panel.projects}
		self.assertEqual(times, {1: "09:00:00", 2: "09:08:00", 3: "09:26:00"})

	def test_who_was_drawn_keeps_the_place(self):
		panel = self.panel()
		panel.draw_order("42")
		panel.reload()
		before = {row.project: row.running_no for row in panel.projects}
		with make.acting("Administrator"):
			late = make.make_project(self.cycle, stage="Checked")
		panel.append("projects", {"project": late.name})
		panel.save()
		panel.draw_order("43")
		panel.reload()
		after = {row.project: row.running_no for row in panel.projects}
		self.assertEqual(after, {**before, late.name: 4})
		self.assertEqual(panel.draw_seed, "42")

	def test_sheets_carry_the_running_number(self):
		for draw_first in (True, False):
			panel = self.panel()
			steps = (
				(panel.draw_order, panel.open_panel) if draw_first else (panel.open_panel, panel.draw_order)
			)
			for step in steps:
				step()
			panel.reload()
			for row in panel.projects:
				sheet = make.sheet_of(panel.name, row.project, panel.jurors[0].juror)
				self.assertEqual(sheet.running_no, row.running_no)

	def test_the_projector_counts_down(self):
		panel = self.panel()
		panel.draw_order("42")
		panel.open_panel()
		first, second, _third = sorted(panel.reload().projects, key=lambda row: row.running_no)
		with freeze_time("2025-06-20 01:00:00"):
			panel.call_up(first.project)
		with freeze_time("2025-06-20 01:07:30"):
			shown = defence.now_on_stage(panel.name)
		self.assertEqual((shown["now"]["title"], shown["now"]["seconds_left"]), (first.project_title, 30))
		self.assertEqual(
			(shown["next"]["title"], shown["next"]["planned_at"]), (second.project_title, "09:08")
		)
		with freeze_time("2025-06-20 01:09:00"):
			self.assertEqual(defence.now_on_stage(panel.name)["now"]["seconds_left"], -60)
		panel.clear_stage()
		self.assertIsNone(defence.now_on_stage(panel.name)["now"])

	def test_what_is_refused(self):
		online, drawn = self.panel(mode="Online"), self.panel()
		self.assertIn("is not a defence", self.refusal(PanelProblem, online.draw_order))
		drawn.open_panel()
		project = drawn.projects[0].project
		self.assertIn("Draw the order first", self.refusal(PanelProblem, drawn.call_up, project))
		self.assertIn("at most 140", self.refusal(PanelProblem, drawn.draw_order, "x" * 141))
		drawn.draw_order()
		self.assertIn("no place", self.refusal(PanelProblem, drawn.call_up, "BP-0"))
		drawn.seal()
		self.assertIn("Sealed", self.refusal(PanelProblem, drawn.call_up, project))
		timeless = self.panel(minutes_per_project=0)
		self.assertIn("how many minutes", self.refusal(PanelProblem, timeless.draw_order))

	def test_only_the_office_sees_the_stage(self):
		panel = self.panel()
		panel.open_panel()
		for user in (self.officer, panel.jurors[0].juror, make.make_user("Brand Observer")):
			with make.acting(user):
				self.assertRaises(frappe.PermissionError, defence.now_on_stage, panel.name)
				self.assertRaises(frappe.PermissionError, panel.draw_order)

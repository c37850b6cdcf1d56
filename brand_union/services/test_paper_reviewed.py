"""The score sheet and the summary form."""

import frappe
from frappe.translate import print_language

from brand_union.services import paper
from brand_union.tests import factories as make
from brand_union.tests.prints import PaperCase, html_of, pages_of, squash


class TestScoreSheet(PaperCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		sections = [
			{"form": "Application", "field_name": "objectives", "shown_to_jurors": 1, "identity_free": 1},
			{"form": "Application", "field_name": "team", "shown_to_jurors": 1},
		]
		cycle = make.make_cycle(rules={"sections": sections})
		cls.project = make.make_project(cycle, cls.unit, stage="Checked")
		cls.panel = make.make_panel([cls.project], opened=True, hide_unit=1)
		cls.juror = cls.panel.jurors[0].juror
		cls.sheet = make.sheet_of(cls.panel.name, cls.project.name, cls.juror)
		make.mark(cls.sheet, 31, 27, 19)

	def test_the_pdf_has_marks_and_total(self):
		with make.acting(self.juror):
			text = "".join(pages_of(paper.as_pdf(self.sheet, language="zh")))
		for row in self.sheet.scores:
			self.assertIn(squash(f"{row.criterion}{row.range}{row.score}"), text)
		self.assertIn("10077.00", text)  # the maximum of 100, then the total
		self.assertIn(squash(self.project.project_title), text)

	def test_a_juror_sees_the_packet_and_nothing_else(self):
		with make.acting(self.juror):
			html = html_of(self.sheet, material=True)
		self.assertIn("A club for reading together", html)
		for hidden in (self.unit.unit_name, "Li Lei", "Han Meimei", self.project.name):
			self.assertNotIn(hidden, html)
		self.assertNotIn("A club for reading together", html_of(self.sheet))

	def test_a_juror_does_not_print_the_sheet_of_another(self):
		with make.acting(self.panel.jurors[1].juror):
			self.assertRaises(frappe.PermissionError, paper.brand_paper, self.sheet)

	def test_a_blank_sheet_has_criteria_and_no_marks(self):
		seen = paper.brand_paper(self.sheet, blank=True)
		self.assertEqual([row["criterion"] for row in seen["rows"]], ["Need", "Plan", "Budget"])
		self.assertEqual([row["score"] for row in seen["rows"]], ["", "", ""])
		self.assertEqual((seen["total"], seen["full"], seen["juror"]), ("", "100", ""))


class TestSummaryForm(PaperCase):
	def summary(self, **values):
		project = self.sample(stage="Under Way")
		return make.make_acceptance(project, **values)

	def test_the_accounts_add_up(self):
		accounts = [
			{"heading": "材料费", "budgeted": 4800, "spent": 4650.35},
			{"heading": "印刷费", "budgeted": 4400.5, "spent": 4500.75},
		]
		seen = paper.brand_paper(self.summary(accounts=accounts))["accounts"]
		self.assertEqual(
			seen["rows"],
			[["材料费", "4,800.00", "4,650.35", "149.65"], ["印刷费", "4,400.50", "4,500.75", "-100.25"]],
		)
		self.assertEqual((seen["sums"], seen["balance"]), (["9,200.50", "9,151.10", "49.40"], "49.40"))

	def test_the_form_carries_every_part(self):
		goal = {"goal": "结对二十四对", "done": "二十五对", "why_not": "无"}
		press = {"headline": "开坊授艺", "medium": "校报", "level": "校级", "published_on": "2026-03-08"}
		values = {"activity_count": 32, "coverage_rate": 73.5, "self_grade": "优秀", "apply_continuation": 1}
		texts = {
			"activities": "开坊三十二次",
			"features": "真题真做",
			"honours": "省级二等奖",
			"shortcomings": "场地不足",
		}
		photo = {"kind": "Photograph", "caption": "拜师仪式"}
		doc = self.summary(goals=[dict(goal)], press=[press], attachments=[photo], **values, **texts)
		html = html_of(doc)
		expected = [
			*goal.values(),
			*texts.values(),
			"开坊授艺",
			"2026年3月8日",
			"照片",
			"拜师仪式",
			"73.5",
			"优秀",
			"32",
		]
		expected += ["☑</span>申请延续", "单位工会意见", "height: 30mm", doc.project, "结余"]
		self.assertEqual([one for one in expected if one not in html], [])
		self.assertNotIn("None", html)

	def test_the_release_fills_the_boxes_of_the_office(self):
		project = make.make_project(make.make_cycle(), stage="Acceptance")
		name = frappe.db.get_value("Brand Acceptance", {"project": project.name})
		with print_language("zh"):
			before = paper.brand_paper(frappe.get_doc("Brand Acceptance", name))["opinions"]
			make.advance(project, "Closed")
			experts, union = paper.brand_paper(frappe.get_doc("Brand Acceptance", name))["opinions"][-2:]
		self.assertEqual([box["text"] for box in before[-2:]], [[], []])
		self.assertEqual(experts["text"], ["得分: 80.00", "验收等级: Good"])
		self.assertEqual(union["text"], ["验收等级: Good"])
		self.assertTrue(union["date"])

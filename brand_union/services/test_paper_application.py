"""The application form as a PDF: complete, readable, with room for opinions and seals."""

import io

from frappe.translate import print_language
from pypdf import PdfReader

from brand_union.services import paper
from brand_union.tests import factories as make
from brand_union.tests.prints import (
	BOXES,
	FACTS,
	MILLIMETRE,
	ROWS,
	SAMPLE,
	TEXTS,
	PaperCase,
	fonts_of,
	html_of,
	pages_of,
	running_text,
	squash,
)


class TestApplicationForm(PaperCase):
	def test_the_pdf_says_what_was_written(self):
		doc = self.sample()
		pdf = paper.as_pdf(doc, language="zh")
		pages = pages_of(pdf)
		text = running_text(pages, self.cycle.cycle_name, f"编号：{doc.name}")
		expected = [doc.get(field) for field in (*FACTS, *TEXTS)]
		expected += [
			row.get(field) for table, fields in ROWS.items() for row in doc.get(table) for field in fields
		]
		expected += ["机电工程学院工会", "☐思想引领类☑建功立业类☐其他", "2025年7月10日至2026年5月25日"]
		expected += ["2025年6月11日", "356", "4,800.00", "15,000.00", "5,200.00", "20,200.00"]
		self.assertEqual([one for one in expected if squash(one or "") not in text], [])
		self.assertNotIn("None", text)
		for number, page in enumerate(pages, 1):
			with self.subTest(page=number):
				self.assertIn(squash(f"— {number} / {len(pages)} —"), page)
				self.assertIn(squash(f"编号：{doc.name}"), page)
		self.assertIn(squash("校工会发〔2025〕3号"), pages[0])
		self.assertIn(len(pages), (3, 4))

	def test_the_pdf_is_a4_and_carries_its_fonts(self):
		pdf = paper.as_pdf(make.make_project(self.cycle, self.unit), language="zh")
		for page in PdfReader(io.BytesIO(pdf)).pages:
			self.assertAlmostEqual(float(page.mediabox.width), 210 * MILLIMETRE, places=1)
			self.assertAlmostEqual(float(page.mediabox.height), 297 * MILLIMETRE, places=1)
		fonts = fonts_of(pdf)
		self.assertTrue(fonts)
		for font in fonts:
			with self.subTest(font=font["/FontName"]):
				self.assertTrue({"/FontFile", "/FontFile2", "/FontFile3"} & set(font))

	def test_long_content_runs_over_pages_and_loses_nothing(self):
		members = [
			{"member_name": f"组员{number:03d}号", "duty": "负责" * (number % 9)} for number in range(60)
		]
		schedule = [
			{
				"period": "全年",
				"content": "".join(f"第{n}项工作；" for n in range(900)),
				"responsible": "张三",
			}
		]
		doc = self.sample(
			team=members, schedule=schedule, content="".join(f"第{n}点内容。" for n in range(900))
		)
		pages = pages_of(paper.as_pdf(doc, language="zh"))
		text = running_text(pages, self.cycle.cycle_name, f"编号：{doc.name}")
		for row in members:
			self.assertEqual(text.count(row["member_name"]), 1)
		self.assertIn(squash(doc.content), text)
		parts = [n for n in range(900) if f"第{n}项工作;" not in text]
		self.assertLessEqual(len(parts), len(pages))  # one at most is cut by a heading that is repeated
		heading = "姓名职务分工"
		listed = [page for page in pages if "组员0" in page]
		self.assertGreater(len(listed), 1)
		self.assertTrue(all(heading in page for page in listed))
		boxes = ("申报单位工会意见", "二级党组织意见", "专家评审意见", "校工会意见")
		for page in pages:
			self.assertEqual(sum(page.count(box) for box in boxes), page.count("负责人签字"))
		self.assertEqual(text.count("负责人签字"), 4)

	def test_an_empty_form_has_room_to_write(self):
		doc = make.make_project(self.cycle, self.unit, objectives="", team=[], budget=[], leader_name="")
		seen = paper.brand_paper(doc, blank=True)
		self.assertEqual(seen["team"]["rows"], [["", "", ""]] * 4)
		self.assertEqual(seen["budget"]["total"], "")
		self.assertEqual([part["name"] for part in seen["blocks"]], ["box", "team", "budget"])
		self.assertEqual(seen["blocks"][0]["text"], [])
		html = html_of(doc, blank=True)
		self.assertNotIn("None", html)
		self.assertNotIn("{{", html)
		self.assertEqual(html.count("年　　月　　日"), 5)

	def test_opinion_boxes_are_those_of_the_cycle_and_the_two_of_the_office(self):
		with print_language("zh"):
			boxes = paper.brand_paper(self.sample())["opinions"]
		self.assertEqual(
			[(box["title"], box["height"]) for box in boxes],
			[("申报单位工会意见", 40), ("二级党组织意见", 32), ("专家评审意见", 36), ("校工会意见", 36)],
		)
		self.assertEqual((boxes[0]["signer"], boxes[0]["date"]), ("罗振铎", "2025年6月11日"))
		self.assertEqual([box["text"] for box in boxes[2:]], [[], []])

	def test_a_blank_form_leaves_the_opinions_to_the_pen(self):
		html = html_of(self.sample(), blank=True)
		self.assertNotIn("丁怀远", html)
		self.assertIn("二级党组织意见", html)
		self.assertIn(SAMPLE["leader_phone"], html)

	def test_boxes_that_the_cycle_keeps_for_the_office_are_not_doubled(self):
		row = {
			"form": "Application",
			"endorsement": "校工会意见",
			"required_before": "Not Required",
			"print_height": 45,
		}
		cycle = make.make_cycle(rules={"endorsements": [*BOXES, row]})
		doc = make.make_project(cycle, self.unit, stage="Draft")
		with print_language("zh"):
			boxes = paper.brand_paper(doc)["opinions"]
		self.assertEqual([box["title"] for box in boxes][-1:], ["校工会意见"])
		self.assertEqual((len(boxes), boxes[-1]["height"]), (3, 45))

	def test_the_closing_box_is_that_of_the_organiser_who_took_the_filing(self):
		women = make.make_unit(unit_type="Women's Federation")
		rules = {"endorsements": BOXES, "co_organisers": [{"organiser": women.name}]}
		cycle = make.make_cycle(rules=rules)
		for organiser, title in ((women.name, f"{women.unit_name}意见"), (cycle.organiser, "校工会意见")):
			doc = make.make_project(cycle, self.unit, stage="Draft", organiser=organiser)
			with self.subTest(organiser=organiser), print_language("zh"):
				boxes = paper.brand_paper(doc)["opinions"]
				self.assertEqual([box["title"] for box in boxes[2:]], ["专家评审意见", title])

	def test_a_box_that_the_cycle_lists_is_filled_whoever_took_the_filing(self):
		women = make.make_unit(unit_type="Women's Federation")
		own = f"{women.unit_name}意见"
		for listed, filled in ((["校工会意见"], "校工会意见"), (["校工会意见", own], own)):
			rows = [
				{"form": "Application", "endorsement": title, "required_before": "Not Required"}
				for title in listed
			]
			cycle = make.make_cycle(
				rules={"endorsements": rows, "co_organisers": [{"organiser": women.name}]}
			)
			project = make.make_project(cycle, stage="Decided")
			with self.subTest(listed=listed), print_language("zh"):
				boxes = paper.brand_paper(project)["opinions"]
				self.assertEqual(
					{box["title"]: bool(box["text"]) for box in boxes},
					{title: title == filled for title in listed},
				)

	def test_the_release_fills_the_box_of_the_union(self):
		cycle = make.make_cycle()
		project = make.make_project(cycle, stage="In Review")
		with print_language("zh"):
			before = paper.brand_paper(project)["opinions"][-1]
			after = paper.brand_paper(make.advance(project, "Decided"))["opinions"][-1]
		self.assertEqual((before["text"], before["date"]), ([], ""))
		self.assertEqual(
			[squash(line) for line in after["text"]], ["立项档次:General", "批准经费(元):4,000.00"]
		)
		self.assertTrue(after["date"])

	def test_labels_follow_the_language_of_the_print(self):
		doc = self.sample()
		self.assertIn("项目申报表", html_of(doc, "zh"))
		self.assertIn("Project Application Form", html_of(doc, "en"))

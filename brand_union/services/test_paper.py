import io
import json
import unicodedata
from pathlib import Path
from unittest.mock import patch

import frappe
from frappe.permissions import reset_perms, update_permission_property
from frappe.translate import print_language
from frappe.www.printview import get_rendered_template
from pypdf import PdfReader

from brand_union.services import paper
from brand_union.services.errors import BrandError
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

SAMPLE = json.loads((Path(__file__).parents[1] / "demo/data/applications/HIT-03.json").read_text("utf-8"))
TEXTS = ("foundation", "objectives", "content", "plan", "expected_results", "publicity")
FACTS = ("project_title", "leader_name", "leader_post", "leader_phone", "leader_email", "contact_name")
ROWS = {
	"team": ("member_name", "post", "duty"),
	"schedule": ("period", "content", "responsible"),
	"budget": ("heading", "basis"),
	"endorsements": ("endorsement", "opinion", "signer"),
}
BOXES = [
	{"form": "Application", "endorsement": "申报单位工会意见", "print_height": 40},
	{"form": "Application", "endorsement": "二级党组织意见", "print_height": 32},
	{"form": "Summary", "endorsement": "单位工会意见", "print_height": 44},
]
MILLIMETRE = 72 / 25.4


def squash(text: str) -> str:
	"""Without white space, and without the radicals that fonts put in place of characters."""
	return "".join(unicodedata.normalize("NFKC", text).split())


def pages_of(pdf: bytes) -> list[str]:
	return [squash(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def running_text(pages: list[str], *headers: str) -> str:
	"""The text of all pages in a row, without what stands in their margins."""
	found = ""
	for number, page in enumerate(pages, 1):
		for text in (*headers, f"— {number} / {len(pages)} —"):
			page = page.replace(squash(text), "")
		found += page
	return found


def html_of(doc, language: str = "zh", **options) -> str:
	with print_language(language):
		return paper.as_html(doc, paper._print_format(doc.doctype, None), **options)


def fonts_of(pdf: bytes) -> list[dict]:
	"""The descriptor of every font that a page uses."""
	fonts = [
		font.get_object()
		for page in PdfReader(io.BytesIO(pdf)).pages
		for font in page["/Resources"]["/Font"].values()
	]
	return [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]


class PaperCase(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.cycle = make.make_cycle(rules={"document_number": "校工会发〔2025〕3号", "endorsements": BOXES})
		programme = cls.cycle.programme
		cls.categories = [
			make.make_category(programme, category_name=name, position=position)
			for position, name in enumerate(("思想引领类", "建功立业类", "其他"), 1)
		]
		cls.chair = make.make_user("Brand Unit Chair")
		cls.unit = make.make_unit(unit_name="机电工程学院工会", members=[(cls.chair, "Chair")])

	def sample(self, **values):
		"""A draft with the texts of an application of the demo year."""
		given = {
			field: SAMPLE[field] for field in (*FACTS, *TEXTS, *ROWS, "starts_on", "ends_on", "member_count")
		}
		values = {"category": self.categories[1].name, **given, **values}
		return make.make_project(self.cycle, self.unit, **values)


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
		self.assertEqual([part["text"] for part in seen["sections"]], [[]] * 4)
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


class TestWhatIsNeverPrinted(PaperCase):
	def test_markup_in_a_field_stays_text(self):
		evil = "<script>alert(1)</script>{{ frappe.session.user }}"
		rows = {table: [dict.fromkeys(fields, evil)] for table, fields in ROWS.items()}
		values = {**dict.fromkeys((*TEXTS, "leader_name", "leader_post"), evil), **rows}
		doc = self.sample()
		# As it would stand in the database if Frappe had not cleaned it on the way in.
		for field, value in values.items():
			doc.set(field, value)
		html = html_of(doc)
		self.assertNotIn("<script", html)
		self.assertNotIn("Administrator", html)
		self.assertGreaterEqual(html.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ frappe"), 15)

	def test_fields_on_a_closed_level(self):
		"""A level that a school's admin has closed to the unit."""
		doc = self.sample()
		with make.acting(self.chair):
			self.assertIn(SAMPLE["leader_phone"], html_of(doc))
			with patch.object(doc.meta.get_field("leader_phone"), "permlevel", 2):
				html = html_of(doc)
		self.assertNotIn(SAMPLE["leader_phone"], html)
		self.assertIn(SAMPLE["leader_name"], html)

	def test_the_title_of_an_earlier_project_that_the_reader_may_not_open(self):
		other = make.make_project(self.cycle, project_title="Somebody Else's")
		doc = self.sample(kind="Continuation", continues_project=other.name)
		self.assertIn("Somebody Else", html_of(doc))
		with make.acting(self.chair):
			html = html_of(doc)
		self.assertNotIn("Somebody Else", html)
		self.assertIn(other.name, html)


class TestRights(PaperCase):
	def download(self, doc, **options):
		with patch.object(paper, "to_pdf", return_value=b"%PDF-") as made:
			paper.download(doc.doctype, doc.name, **options)
		return made.call_args.args[0]

	def test_readers_of_the_project_download_its_form(self):
		doc = self.sample()
		with make.acting(self.chair):
			self.assertIn(SAMPLE["leader_name"], self.download(doc))
		self.assertEqual(frappe.local.response.type, "pdf")
		self.assertEqual(frappe.local.response.filename, f"brand-project-{doc.name}.pdf")
		self.assertEqual(frappe.local.response.filecontent, b"%PDF-")

	def test_others_do_not(self):
		doc = self.sample()
		stranger = make.make_user("Brand Unit Chair")
		make.make_unit(members=[(stranger, "Chair")])
		for user in (stranger, make.make_user("Brand Juror"), "Guest"):
			with self.subTest(user=user), make.acting(user):
				self.assertRaises(frappe.PermissionError, self.download, doc)
				self.assertRaises(frappe.PermissionError, paper.brand_paper, doc)
				self.assertRaises(frappe.PermissionError, paper.download_pdf, doc.doctype, doc.name)

	def test_reading_without_printing_is_not_enough(self):
		doc = self.sample()
		self.addCleanup(reset_perms, "Brand Project")
		update_permission_property("Brand Project", "Brand Unit Chair", 0, "print", 0, validate=False)
		with make.acting(self.chair):
			doc.check_permission("read")
			self.assertRaises(frappe.PermissionError, self.download, doc)

	def test_only_forms_of_the_same_kind_of_document(self):
		doc = self.sample()
		self.assertRaisesRegex(BrandError, "no print format", self.download, doc, format="Brand Summary Form")
		self.assertRaisesRegex(BrandError, "no official form", paper.as_pdf, self.unit)

	def test_the_pdf_button_of_the_desk(self):
		doc = self.sample()
		with patch.object(paper, "to_pdf", return_value=b"%PDF-") as made:
			paper.download_pdf("Brand Project", doc.name, format="Brand Application Form")
		self.assertIn(SAMPLE["leader_name"], made.call_args.args[0])
		with patch.object(paper.frappe_print_format, "download_pdf") as frappes:
			paper.download_pdf("Brand Project", doc.name, format="Standard", letterhead="X")
			paper.download_pdf("ToDo", "T1")
		self.assertEqual(
			[(call.kwargs["doctype"], call.kwargs["format"]) for call in frappes.call_args_list],
			[("Brand Project", "Standard"), ("ToDo", None)],
		)
		overridden = frappe.get_hooks("override_whitelisted_methods")[
			"frappe.utils.print_format.download_pdf"
		]
		self.assertEqual(overridden[-1], "brand_union.services.paper.download_pdf")

	def test_the_print_view_shows_the_same(self):
		doc = self.sample()
		form = frappe.get_doc("Print Format", "Brand Application Form")
		html = get_rendered_template(doc, print_format=form, meta=doc.meta)
		self.assertIn(SAMPLE["leader_name"], html)
		self.assertIn("brand-paper", html)


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

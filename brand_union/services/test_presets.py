import re
from datetime import date
from html import unescape

import frappe

from brand_union.services import presets
from brand_union.services.preset_format import CATEGORY, PROGRAMME, SHEET, TAG, PresetProblem
from brand_union.services.preset_reading import read_shipped
from brand_union.setup.test_case import SetupTestCase
from brand_union.tests import factories

PRESET = "hit_2025"


def plain(html: str) -> str:
	return unescape(re.sub(r"<[^>]+>", "", html))


class PresetTestCase(SetupTestCase):
	"""The content of a shipped preset under names that no programme of the site has taken."""

	preset = PRESET

	def setUp(self) -> None:
		super().setUp()
		self.content = read_shipped(self.preset)
		self.programme = self.content["programme"]
		self.rename()
		self.organiser = factories.make_unit(unit_type="University Union").name
		self.others: dict[str, str] = {}

	def rename(self) -> None:
		self.programme["programme_code"] = "TEST-PRESET"
		for field, sheet in zip(
			("selection_sheet", "acceptance_sheet"), self.content["score_sheets"], strict=True
		):
			self.programme[field] = sheet["sheet_name"] = f"TEST {sheet['purpose']}"

	def load(self, **values) -> str:
		return presets.load(self.content, self.organiser, self.others, **values)

	def refuse(self, *sentences: str, **values) -> None:
		"""Loading is refused with exactly these sentences, and nothing is created."""
		before = self.counts()
		with self.assertRaises(PresetProblem) as caught:
			self.load(**values)
		found = [plain(item) for item in re.findall(r"<li>(.*?)</li>", str(caught.exception), re.S)]
		self.assertEqual(found, list(sentences))
		self.assertEqual(self.counts(), before)

	def counts(self) -> list[int]:
		return [frappe.db.count(doctype) for doctype in (PROGRAMME, CATEGORY, SHEET, TAG)]


class TestLoad(PresetTestCase):
	def test_programme_comes_with_categories_and_sheets(self):
		programme = frappe.get_doc(PROGRAMME, self.load())
		self.assertEqual(programme.organiser, self.organiser)
		self.assertEqual(
			frappe.get_all(
				CATEGORY, {"programme": programme.name}, pluck="category_name", order_by="position"
			),
			["思想引领类", "建功立业类", "民主管理类", "文体活动类", "暖心服务类", "其他"],
		)
		self.assertEqual(
			[(row.tier, row.amount) for row in programme.tiers], [("重点", 8000), ("一般", 4000)]
		)
		self.assertEqual(
			[(row.unit_type, row.cap, row.duty) for row in programme.quotas], [("Second-level Union", 1, 0)]
		)
		self.assertEqual(
			(programme.method, programme.trim_from, programme.trim_count), ("Trimmed Mean", 5, 1)
		)
		title = next(row for row in programme.sections if row.field_name == "project_title")
		self.assertEqual((title.form, title.required, title.max_chars), ("Application", 1, 20))

	def test_windows_are_those_of_the_document(self):
		programme = frappe.get_doc(PROGRAMME, self.load())
		windows = {row.phase: (row.opens_on, row.closes_on, row.clause) for row in programme.windows}
		self.assertEqual(windows["Application"], (date(2025, 6, 1), date(2025, 6, 30), "四.1"))
		self.assertEqual(windows["Acceptance"], (date(2026, 5, 1), date(2026, 5, 31), "四.4"))
		self.assertEqual(windows["Notice"][1], date(2025, 7, 31))

	def test_every_clause_is_kept(self):
		programme = frappe.get_doc(PROGRAMME, self.load())
		self.assertEqual({row.rule: row.clause for row in programme.clauses}, self.content["clauses"])
		sheet = frappe.get_doc(SHEET, programme.selection_sheet)
		self.assertEqual(
			[row.clause for row in sheet.criteria], ["二.1", "二.2", "二.1", "五.1", "二.2", "二.3", "默认"]
		)
		self.assertEqual(
			frappe.get_all(CATEGORY, {"programme": programme.name}, pluck="clause", order_by="position"),
			["三.1", "三.2", "三.3", "三.4", "三.5", "三.6"],
		)

	def test_criteria_add_up_to_a_hundred(self):
		programme = frappe.get_doc(PROGRAMME, self.load())
		for sheet in (programme.selection_sheet, programme.acceptance_sheet):
			self.assertEqual(frappe.db.get_value(SHEET, sheet, "total_max"), 100)
		grades = frappe.get_doc(SHEET, programme.acceptance_sheet).grades
		self.assertEqual(
			[(row.grade, row.threshold, row.passes) for row in grades],
			[("优秀", 90, 1), ("良好", 80, 1), ("合格", 60, 1), ("不合格", 0, 0)],
		)

	def test_next_year_s_cycle_takes_the_rules_over(self):
		programme = frappe.get_doc(PROGRAMME, self.load())
		cycle = frappe.get_doc("Brand Cycle", programme.open_cycle(2026))
		application = next(row for row in cycle.windows if row.phase == "Application")
		self.assertEqual((application.opens_on, application.closes_on), (date(2026, 6, 1), date(2026, 6, 30)))
		self.assertEqual(len(cycle.sections), len(self.programme["sections"]))

	def test_a_taken_code_is_refused_and_nothing_overwritten(self):
		name = self.load()
		frappe.db.set_value(PROGRAMME, name, "trim_from", 7)
		self.refuse(
			"There is already a programme 基层工会品牌建设项目 with the code TEST-PRESET. Enter another code for this one."
		)
		self.assertEqual(frappe.db.get_value(PROGRAMME, name, "trim_from"), 7)

	def test_another_code_makes_another_programme(self):
		first, second = self.load(), self.load(programme_code="TEST-AGAIN")
		self.assertEqual((first, second), ("TEST-PRESET", "TEST-AGAIN"))
		self.assertEqual(frappe.db.count(CATEGORY, {"programme": second}), 6)
		# The same sheets, which nobody has changed in between.
		sheets = [frappe.db.get_value(PROGRAMME, name, "selection_sheet") for name in (first, second)]
		self.assertEqual(sheets, ["TEST Selection", "TEST Selection"])

	def test_a_sheet_that_was_changed_here_stays_and_a_copy_is_made(self):
		self.load()
		sheet = frappe.get_doc(SHEET, "TEST Selection")
		sheet.guidance = "Whole numbers only"
		sheet.save()
		second = self.load(programme_code="TEST-AGAIN")
		own = frappe.db.get_value(PROGRAMME, second, "selection_sheet")
		self.assertEqual(own, "TEST Selection (TEST-AGAIN)")
		self.assertEqual(frappe.db.get_value(SHEET, "TEST Selection", "guidance"), "Whole numbers only")
		self.assertEqual(
			frappe.db.get_value(SHEET, own, "guidance"), self.content["score_sheets"][0]["guidance"]
		)

	def test_further_organisers_are_asked_for(self):
		self.add_other()
		self.refuse("Say which unit is 妇女联合会 here.")
		other = factories.make_unit(unit_type="Women's Federation").name
		self.others = {"women": other, "choir": other}
		self.refuse("The programme speaks of no organiser choir.")
		self.others = {"women": "Nobody"}
		self.refuse("The organiser Nobody is not a Union Unit.")
		self.others = {"women": other}
		programme = frappe.get_doc(PROGRAMME, self.load())
		self.assertEqual(
			(programme.organiser, [row.organiser for row in programme.co_organisers]),
			(self.organiser, [other]),
		)

	def add_other(self) -> None:
		self.content["organisers"] = [
			{"key": "women", "title": "妇女联合会", "unit_type": "Women's Federation"}
		]
		self.programme["co_organisers"] = [{"organiser": "women", "unit_type": "Women's Federation"}]

	def test_tags_that_are_there_are_taken_as_they_are(self):
		self.content["tags"] = [{"tag_name": "TEST old"}, {"tag_name": "TEST new", "clause": "四.1"}]
		frappe.get_doc({"doctype": TAG, "tag_name": "TEST old", "description": "Ours"}).insert()
		self.programme["quotas"][0]["tag"] = "TEST new"
		name = self.load()
		self.assertEqual(frappe.db.get_value(TAG, "TEST old", "description"), "Ours")
		self.assertEqual(frappe.db.get_value(TAG, "TEST new", "clause"), "四.1")
		self.assertEqual(frappe.get_doc(PROGRAMME, name).quotas[0].tag, "TEST new")

	def test_unknown_organiser(self):
		self.organiser = "Nobody"
		self.refuse("The organiser Nobody is not a Union Unit.")


class TestPreview(PresetTestCase):
	def test_it_tells_what_would_be_made(self):
		told = presets.preview(self.content)
		parts = {row["part"]: row for row in told["parts"]}
		self.assertEqual((told["problems"], told["taken_by"]), ([], ""))
		self.assertEqual(parts["Categories"]["count"], 6)
		self.assertEqual(parts["Score Sheets"]["text"], "TEST Selection · TEST Acceptance")
		self.assertIn("Application 2025-06-01 – 2025-06-30", parts["Windows"]["text"])
		self.assertEqual(parts["Funding Tiers"]["text"], "重点 · 一般")

	def test_it_tells_what_is_here_already(self):
		self.load()
		sheet = frappe.get_doc(SHEET, "TEST Acceptance")
		sheet.guidance = "Ours"
		sheet.save()
		told = presets.preview(self.content)
		parts = {row["part"]: row for row in told["parts"]}
		self.assertEqual(told["taken_by"], "基层工会品牌建设项目")
		self.assertEqual(
			parts["Score Sheets"]["text"],
			"TEST Selection (is here already) · "
			"TEST Acceptance (another one has this name here, so it becomes TEST Acceptance (TEST-PRESET))",
		)

	def test_it_creates_nothing(self):
		before = self.counts()
		presets.preview_preset(PRESET)
		self.assertEqual(self.counts(), before)

	def test_it_finds_the_unit_by_its_name(self):
		unit = factories.make_unit(unit_name="妇女联合会之一", unit_type="Women's Federation")
		self.content["organisers"] = [{"key": "women", "title": "妇女联合会之一"}]
		self.programme["co_organisers"] = [{"organiser": "women"}]
		organisers = presets.preview(self.content)["organisers"]
		self.assertEqual([(row["key"], row["title"]) for row in organisers][1], ("women", "妇女联合会之一"))
		self.assertEqual(organisers[1]["unit"], unit.name)


class TestDoors(PresetTestCase):
	def test_only_who_may_create_programmes_loads_one(self):
		calls = (
			(presets.list_presets, {}),
			(presets.preview_preset, {"preset": PRESET}),
			(presets.preview_file, {"content": "{}"}),
			(presets.load_file, {"content": "{}", "organiser": self.organiser}),
			(presets.load_preset, {"preset": PRESET, "organiser": self.organiser}),
		)
		for role in ("Brand Officer", "Brand Unit Chair", "Brand Juror"):
			frappe.set_user("Administrator")
			frappe.set_user(factories.make_user(role))
			for call, values in calls:
				with self.subTest(role=role, call=call.__name__):
					self.assertRaises(frappe.PermissionError, call, **values)

	def test_an_administrator_of_the_union_loads_one(self):
		frappe.set_user(factories.make_user("Brand Administrator"))
		name = presets.load_preset(PRESET, self.organiser, programme_code="TEST-BY-ADMIN")
		self.assertEqual(frappe.db.get_value(PROGRAMME, name, "owner"), frappe.session.user)

	def test_a_value_that_a_record_refuses_is_told_as_text(self):
		half_a_tag = "<img src=x onerror=alert(1) "
		row = {"form": "Application", "field_name": half_a_tag}
		for field, value, shown in (
			# Refused by the framework, after what a browser would run was taken out, and by a rule of the app before.
			("programme_name", half_a_tag + "long " * 40, "&lt; img src=x"),
			("sections", [row], "&lt;img src=x"),
		):
			with self.subTest(field=field), self.assertRaises(PresetProblem) as caught:
				presets.load({**self.content, "programme": {**self.programme, field: value}}, self.organiser)
			message = str(caught.exception)
			self.assertIn(shown, message)
			self.assertNotIn("<img", message)

	def test_unknown_preset(self):
		for call, more in (
			(presets.preview_preset, {}),
			(presets.load_preset, {"organiser": self.organiser}),
		):
			with self.assertRaisesRegex(PresetProblem, "There is no preset ../secret"):
				call("../secret", **more)

	def test_further_organisers_as_text_from_the_browser(self):
		unit = self.organiser
		with self.assertRaisesRegex(PresetProblem, "speaks of no organiser"):
			presets.load_preset(PRESET, unit, f'{{"women": "{unit}"}}', "TEST-TEXT")
		for odd in ('["women"]', '{"women": 3}', "women"):
			with self.assertRaisesRegex(PresetProblem, "the key in the file and the unit here"):
				presets.load_preset(PRESET, unit, odd, "TEST-TEXT")

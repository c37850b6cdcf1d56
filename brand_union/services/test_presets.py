import re
from datetime import date

import frappe

from brand_union.services import cycles, presets
from brand_union.setup.test_case import SetupTestCase
from brand_union.tests import factories

SHIPPED = sorted(presets.FOLDER.glob("*.json"))
CLAUSE = re.compile(r"^(默认|[一二三四五](\.\d)?)$")


def plain(html: str) -> str:
	return re.sub(r"<[^>]+>", "", html)


class PresetTestCase(SetupTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.content = presets._read(presets.FOLDER / "hit_2025.json")
		self.programme = self.content["programme"]
		self.rename()
		self.organiser = factories.make_unit(unit_type="University Union").name

	def rename(self) -> None:
		"""Names that no programme of the site has already taken."""
		self.programme["programme_code"] = "TEST-PRESET"
		for field, sheet in zip(
			("selection_sheet", "acceptance_sheet"), self.content["score_sheets"], strict=True
		):
			self.programme[field] = sheet["sheet_name"] = f"TEST {sheet['purpose']}"


class TestLoad(PresetTestCase):
	def load(self) -> None:
		return presets.load(self.content, self.organiser)

	def refuse(self, *sentences: str) -> None:
		"""Loading is refused with exactly these sentences, and nothing is created."""
		before = self.counts()
		with self.assertRaises(presets.PresetProblem) as caught:
			self.load()
		found = [plain(item) for item in re.findall(r"<li>(.*?)</li>", str(caught.exception), re.S)]
		self.assertEqual(found, list(sentences))
		self.assertEqual(self.counts(), before)

	def counts(self) -> list[int]:
		return [frappe.db.count(doctype) for doctype in (presets.PROGRAMME, presets.CATEGORY, presets.SHEET)]

	def test_programme_comes_with_categories_and_sheets(self):
		programme = frappe.get_doc(presets.PROGRAMME, self.load())
		self.assertEqual(programme.organiser, self.organiser)
		self.assertEqual(
			frappe.get_all(
				presets.CATEGORY, {"programme": programme.name}, pluck="category_name", order_by="position"
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
		programme = frappe.get_doc(presets.PROGRAMME, self.load())
		windows = {row.phase: (row.opens_on, row.closes_on, row.clause) for row in programme.windows}
		self.assertEqual(windows["Application"], (date(2025, 6, 1), date(2025, 6, 30), "四.1"))
		self.assertEqual(windows["Acceptance"], (date(2026, 5, 1), date(2026, 5, 31), "四.4"))
		self.assertEqual(windows["Notice"][1], date(2025, 7, 31))

	def test_criteria_add_up_to_a_hundred(self):
		programme = frappe.get_doc(presets.PROGRAMME, self.load())
		for sheet in (programme.selection_sheet, programme.acceptance_sheet):
			self.assertEqual(frappe.db.get_value(presets.SHEET, sheet, "total_max"), 100)
		grades = frappe.get_doc(presets.SHEET, programme.acceptance_sheet).grades
		self.assertEqual(
			[(row.grade, row.threshold, row.passes) for row in grades],
			[("优秀", 90, 1), ("良好", 80, 1), ("合格", 60, 1), ("不合格", 0, 0)],
		)

	def test_loading_again_changes_nothing(self):
		name = self.load()
		frappe.db.set_value(presets.PROGRAMME, name, "trim_from", 7)
		before = self.counts()
		self.assertEqual(self.load(), name)
		self.assertEqual(self.counts(), before)
		self.assertEqual(frappe.db.get_value(presets.PROGRAMME, name, "trim_from"), 7)

	def test_what_is_missing_is_added(self):
		name = self.load()
		frappe.delete_doc(presets.CATEGORY, f"{name}-6")
		self.load()
		self.assertEqual(frappe.db.count(presets.CATEGORY, {"programme": name}), 6)

	def test_next_year_s_cycle_takes_the_rules_over(self):
		cycle = cycles.open_cycle(self.load(), 2026)
		application = next(row for row in cycle.windows if row.phase == "Application")
		self.assertEqual((application.opens_on, application.closes_on), (date(2026, 6, 1), date(2026, 6, 30)))
		self.assertEqual(len(cycle.sections), len(self.programme["sections"]))

	def test_every_wrong_row_is_named(self):
		self.programme["windows"][2]["phase"] = "Judging"
		self.programme["windows"][0]["opens_on"] = "2025-06-31"
		self.programme["colour"] = "red"
		del self.content["categories"][1]["category_name"]
		self.content["score_sheets"][0]["criteria"][0]["max_score"] = "many"
		phases = (
			"Application, Formal Check, Review, Notice, Cultivation, Acceptance, Acceptance Review, Award"
		)
		self.refuse(
			"Brand Programme: Brand Programme has no field colour.",
			"Brand Programme, Windows, row 1: Opens On is 2025-06-31; it must be a date like 2025-06-30.",
			f"Brand Programme, Windows, row 3: Phase is Judging; it must be one of: {phases}.",
			"Brand Category 2: Name of the Category is missing.",
			"Score Sheet 1, Criteria, row 1: Highest Score is many; it must be a number.",
		)

	def test_unknown_score_sheet(self):
		self.programme["selection_sheet"] = "Nowhere"
		self.refuse("Brand Programme: there is no score sheet Nowhere for Selection.")

	def test_sheet_of_the_other_purpose(self):
		self.programme["selection_sheet"] = self.programme["acceptance_sheet"]
		self.refuse(
			f"Brand Programme: there is no score sheet {self.programme['acceptance_sheet']} for Selection."
		)

	def test_what_a_record_itself_refuses_takes_everything_back(self):
		self.programme["sections"][0]["field_name"] = "nowhere"
		self.refuse(
			"Brand Programme TEST-PRESET: These rules cannot work:Sections, row 1: Brand Project has no field nowhere."
		)

	def test_missing_part(self):
		del self.content["categories"]
		self.refuse("The preset has no part categories.")

	def test_unknown_organiser(self):
		self.organiser = "Nobody"
		self.refuse("The organiser Nobody is not a Union Unit.")

	def test_unknown_preset(self):
		with self.assertRaisesRegex(presets.PresetProblem, "There is no preset ../secret"):
			presets.load_preset("../secret", self.organiser)

	def test_only_who_may_create_programmes_loads_one(self):
		for role, allowed in (
			("Brand Administrator", True),
			("Brand Officer", False),
			("Brand Unit Chair", False),
		):
			with self.subTest(role):
				frappe.set_user("Administrator")
				frappe.set_user(factories.make_user(role))
				if allowed:
					self.assertEqual(presets.load_preset("hit_2025", self.organiser), "HIT-BRAND")
				else:
					self.assertRaises(frappe.PermissionError, presets.load_preset, "hit_2025", self.organiser)


class TestShippedPresets(PresetTestCase):
	def test_every_shipped_preset_is_listed_and_sound(self):
		self.assertEqual([row["preset"] for row in presets.list_presets()], [file.stem for file in SHIPPED])
		for file in SHIPPED:
			with self.subTest(file.stem):
				self.assertEqual(list(presets.check(presets._read(file))), [])

	def test_every_rule_says_where_it_comes_from(self):
		for file in SHIPPED:
			content = presets._read(file)
			for place, clause in rules_of(content):
				with self.subTest(f"{file.stem}: {place}"):
					self.assertRegex(clause or "", CLAUSE)


def rules_of(content: dict) -> list[tuple[str, str | None]]:
	"""(where, clause) of every rule of a preset: each row, and each single field that steers a review."""
	programme = content["programme"]
	tables = {key: rows for key, rows in programme.items() if isinstance(rows, list)}
	tables["categories"] = content["categories"]
	for sheet in content["score_sheets"]:
		tables[f"{sheet['sheet_name']} criteria"] = sheet["criteria"]
		tables[f"{sheet['sheet_name']} grades"] = sheet["grades"]
	rows = [
		(f"{name} {i}", row.get("clause")) for name, rows in tables.items() for i, row in enumerate(rows, 1)
	]
	describing = {"programme_code", "programme_name", "document_number", "base_year", "status", "description"}
	single = sorted(programme.keys() - tables.keys() - describing)
	return [*rows, *((field, content["clauses"].get(field)) for field in single)]

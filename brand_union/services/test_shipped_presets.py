"""The shipped presets against the documents that they follow, rule by rule with its clause."""

import frappe

from brand_union.services import presets
from brand_union.services.preset_check import problems_of
from brand_union.services.preset_format import CATEGORY, PROGRAMME, SHEET, fields_of
from brand_union.services.preset_reading import read_shipped, shipped
from brand_union.setup.test_case import SetupTestCase
from brand_union.tests import factories

HIT, ZJGSU, JSNU = "hit_2025", "zjgsu_2024", "jsnu_2021"
# No document says it: the app's own proposal. Or whom the document is addressed to.
DEFAULT, ADDRESSED = "默认", "主送"
# What the document says that there is, and the app how it might look.
DETAILS = "名称、比例和编号默认"


def numbered(**parts: int) -> set[str]:
	"""The clauses of a document: each part by itself, and its numbered points."""
	names = dict(zip("abcde", "一二三四五", strict=True))
	found = {names[part] for part in parts}
	return found | {f"{names[part]}.{n}" for part, count in parts.items() for n in range(1, count + 1)}


CLAUSES = {
	HIT: numbered(a=0, b=3, c=6, d=4, e=4),
	ZJGSU: numbered(a=0, b=4, c=6, d=5, e=4) | {ADDRESSED},
	JSNU: numbered(a=0, b=4, c=6, d=5, e=4),
}
WINDOWS = {
	HIT: {
		"Application": ("2025-06-01", "2025-06-30", "四.1"),
		"Review": ("2025-07-01", "2025-07-10", "四.2"),
		"Notice": ("2025-07-10", "2025-07-31", "四.2"),
		"Cultivation": ("2025-08-01", "2026-04-30", "四.3"),
		"Acceptance": ("2026-05-01", "2026-05-31", "四.4"),
	},
	ZJGSU: {
		"Application": ("2024-03-01", "2024-04-10", "四.1"),
		"Review": ("2024-04-11", "2024-04-25", "四.2"),
		"Notice": ("2024-04-26", "2024-04-30", "四.2"),
		"Cultivation": ("2024-05-01", "2024-11-30", "四.3"),
		"Acceptance": ("2024-07-01", "2024-11-30", "四.4"),
		"Award": ("2024-12-16", "2024-12-31", "四.5"),
	},
	JSNU: {
		"Application": ("2021-03-01", "2021-03-31", "四.1"),
		"Review": ("2021-04-06", "2021-04-20", "四.2"),
		"Notice": ("2021-04-21", "2021-04-30", "四.2"),
		"Cultivation": ("2021-05-01", "2021-12-31", "四.3"),
		"Acceptance": ("2022-01-01", "2022-01-15", "四.4"),
		"Acceptance Review": ("2022-01-08", "2022-01-31", "四.4"),
		"Award": ("2022-02-21", "2022-03-31", "四.5"),
	},
}
LAST_THREE = {
	HIT: ["文体活动类", "暖心服务类", "其他"],
	ZJGSU: ["校园文化类", "维权服务类", "综合及其他类"],
	JSNU: ["文化涵育类", "维权服务类", "综合及其他类"],
}
# (kind of unit, tag, cap, duty, clause)
QUOTAS = {
	HIT: [("Second-level Union", "", 1, 0, "四.1")],
	ZJGSU: [
		("Second-level Union", "学科性学院", 1, 1, "四.1"),
		("Second-level Union", "", 1, 0, DEFAULT),
		("Staff Association", "", 1, 0, ADDRESSED),
	],
	JSNU: [("Second-level Union", "", 1, 0, DEFAULT), ("Women's Federation", "", 1, 0, DEFAULT)],
}
# The school's own federation organises, those of the units file.
CONDITIONS = {
	HIT: [""],
	ZJGSU: ["", "", ""],
	JSNU: ["", "unit.parent_union_unit"],
}
# (title, recommended upward, clause)
AWARDS = {
	HIT: [],
	ZJGSU: [("“一会一品”优秀文化品牌项目", 0, f"四.5，{DETAILS}")],
	JSNU: [("优秀“一会一品”活动品牌项目", 1, f"四.5，{DETAILS}")],
}
# (kind of unit that files with a further organiser, clause)
CO_ORGANISERS = {HIT: [], ZJGSU: [], JSNU: [("Women's Federation", "四.1")]}
# (how the selection is held, how the acceptance is, clause of the latter)
HELD = {
	HIT: ("Online", "Online", DEFAULT),
	ZJGSU: ("Online", "Online", DEFAULT),
	JSNU: ("Online", "Defence", "四.4"),
}
# What the party organisation's opinion on an application rests on.
PARTY_OPINION = {HIT: DEFAULT, ZJGSU: "二.1", JSNU: "二.1"}
RIGHTS = {
	"may_file": ["Application"],
	"may_edit": ["Application", "Formal Check"],
	"may_file_summary": ["Acceptance"],
}


class TestShippedPresets(SetupTestCase):
	"""All of them on one site, side by side."""

	def setUp(self) -> None:
		super().setUp()
		self.organiser = factories.make_unit(unit_type="University Union").name
		self.federation = factories.make_unit(unit_type="Women's Federation").name
		self.programmes = {preset: self.load(preset) for preset in shipped()}

	def load(self, preset: str):
		others = {row["key"]: self.federation for row in read_shipped(preset)["organisers"][1:]}
		code = f"TEST-{preset}"
		return frappe.get_doc(PROGRAMME, presets.load_preset(preset, self.organiser, others, code))

	def compare(self, expected: dict, found) -> None:
		"""`found(programme)` for each preset against what its document says."""
		for preset, programme in self.programmes.items():
			with self.subTest(preset):
				self.assertEqual(found(programme), expected[preset])

	def test_they_are_listed_and_sound(self):
		self.assertEqual([row["preset"] for row in presets.list_presets()], sorted(CLAUSES))
		for preset in shipped():
			self.assertEqual(problems_of(read_shipped(preset)), [], preset)

	def test_dates(self):
		for preset, programme in self.programmes.items():
			found = {
				row.phase: (str(row.opens_on), str(row.closes_on), row.clause) for row in programme.windows
			}
			for phase, dates in WINDOWS[preset].items():
				with self.subTest(f"{preset} {phase}"):
					self.assertEqual(found[phase], dates)
			others = {phase: row[2] for phase, row in found.items() if phase not in WINDOWS[preset]}
			self.assertLessEqual(set(others), {"Formal Check", "Acceptance Review"})

	def test_what_the_windows_open(self):
		for right, phases in RIGHTS.items():
			self.compare(
				dict.fromkeys(CLAUSES, phases),
				lambda programme, right=right: [row.phase for row in programme.windows if row.get(right)],
			)

	def test_categories(self):
		first = ["思想引领类", "建功立业类", "民主管理类"]
		expected = {
			preset: [(name, f"三.{n}") for n, name in enumerate([*first, *last], 1)]
			for preset, last in LAST_THREE.items()
		}
		self.compare(expected, self.categories)

	def categories(self, programme) -> list[tuple]:
		rows = frappe.get_all(
			CATEGORY, {"programme": programme.name}, ["category_name", "clause"], order_by="position"
		)
		return [(row.category_name, row.clause) for row in rows]

	def test_who_files_how_much(self):
		self.compare(
			QUOTAS,
			lambda programme: [
				(row.unit_type, row.tag or "", row.cap, row.duty, row.clause) for row in programme.quotas
			],
		)

		self.compare(CONDITIONS, lambda programme: [row.condition or "" for row in programme.quotas])

	def test_awards(self):
		self.compare(
			AWARDS,
			lambda programme: [(row.award_title, row.recommend, row.clause) for row in programme.awards],
		)

	def test_organisers(self):
		self.compare(
			CO_ORGANISERS,
			lambda programme: [(row.unit_type, row.clause) for row in programme.co_organisers],
		)
		(row,) = self.programmes[JSNU].co_organisers
		self.assertEqual((self.programmes[JSNU].organiser, row.organiser), (self.organiser, self.federation))

	def test_how_the_reviews_are_held(self):
		self.compare(
			HELD,
			lambda programme: (
				programme.selection_mode,
				programme.acceptance_mode,
				clauses(programme)["acceptance_mode"],
			),
		)

	def test_who_signs(self):
		for preset, programme in self.programmes.items():
			application = [row for row in programme.endorsements if row.form == "Application"]
			self.assertEqual([row.signer_post for row in application], ["Chair", "Party Secretary"])
			self.assertEqual(application[1].clause, PARTY_OPINION[preset])

	def test_score_sheets_add_up_to_a_hundred(self):
		for programme in self.programmes.values():
			for sheet in (programme.selection_sheet, programme.acceptance_sheet):
				self.assertEqual(frappe.db.get_value(SHEET, sheet, "total_max"), 100)

	def test_every_rule_says_where_it_comes_from(self):
		for preset, programme in self.programmes.items():
			for place, clause in rules_of(programme):
				with self.subTest(f"{preset}: {place}"):
					self.assertIn(article(clause), CLAUSES[preset] | {DEFAULT})

	def test_each_clause_that_sets_a_rule_is_followed_by_one(self):
		"""The categories, the steps of the year and the duties of the units: nothing of them is left out."""
		for preset, programme in self.programmes.items():
			found = {article(clause) for _place, clause in rules_of(programme)}
			wanted = {clause for clause in CLAUSES[preset] if clause[0] in "三四五" and "." in clause}
			self.assertEqual(wanted - found, set(), preset)


def article(clause: str | None) -> str | None:
	"""The article of a clause, without the remark about what of the rule is our proposal."""
	return clause and clause.split("，")[0]


def clauses(programme) -> dict[str, str]:
	return {row.rule: row.clause for row in programme.clauses}


def rules_of(programme) -> list[tuple[str, str | None]]:
	"""(where, clause) of every rule of a programme: each row, and each single field that steers a year."""
	found = [(f"{row.parentfield} {row.idx}", row.clause) for row in programme.get_all_children()]
	for sheet in (programme.selection_sheet, programme.acceptance_sheet):
		doc = frappe.get_doc(SHEET, sheet)
		found += [(f"{sheet} {row.parentfield} {row.idx}", row.clause) for row in doc.get_all_children()]
	categories = frappe.get_all(CATEGORY, {"programme": programme.name}, ["name", "clause"], order_by="name")
	found += [(row.name, row.clause) for row in categories]
	describing = {
		*("programme_code", "programme_name", "document_number", "base_year", "status", "description"),
		# Who loads the file says it.
		"organiser",
	}
	own = clauses(programme)
	single = [df for df in fields_of(PROGRAMME) if df.fieldtype != "Table" and df.fieldname not in describing]
	return found + [(df.fieldname, own.get(df.fieldname)) for df in single if programme.get(df.fieldname)]

"""What earlier years of a programme entail when a unit files."""

import frappe

from brand_union.services import allowances, cycles, stage
from brand_union.services.errors import NotEligible, QuotaUsedUp
from brand_union.tests import factories as make
from brand_union.tests.cases import UnionCase
from brand_union.tests.queries import QueryCount

LAST_YEAR, THIS_YEAR = "2025-06-15", "2026-06-15"
QUOTA = [{"cap": 1, "duty": 1}]


def in_year(cycle, year: int):
	"""The rules of a cycle as those of another year."""
	return frappe.get_doc({**frappe.get_doc("Brand Cycle", cycle.name).as_dict(), "year": year})


class ConsequenceCase(UnionCase):
	"""A programme with these `rules`, its cycle of last year (2025) and the one of this year (2026) in June."""

	begins_as = "begins"
	begins = "Administrator"
	rules: dict = {}

	def setUp(self):
		super().setUp()
		self.enterContext(self.freeze_time(f"{THIS_YEAR} 09:00:00"))
		self.set_up_rules(**{"quotas": QUOTA, **self.rules})

	def set_up_rules(self, **rules):
		with self.freeze_time(f"{LAST_YEAR} 09:00:00"):
			self.programme = make.make_programme(self.union.name, on=LAST_YEAR, **rules)
			self.last = make.make_cycle(on=LAST_YEAR, programme=self.programme)
		self.cycle = make.make_cycle(on=THIS_YEAR, programme=self.programme)

	def ended(self, stage_then: str, unit=None, cycle=None, **values):
		"""A project of last year that came to this stage."""
		with self.freeze_time(f"{LAST_YEAR} 09:00:00"):
			project = make.make_project(cycle or self.last, unit or self.unit)
		frappe.db.set_value("Brand Project", project.name, {"stage": stage_then, **values})
		return project

	def standing(self, unit=None, cycle=None):
		return allowances.of_unit((unit or self.unit).name, cycles.rules_of((cycle or self.cycle).name))

	def file(self, **values):
		project = make.make_project(self.cycle, self.unit, **values)
		stage.move(project, "Filed")
		return project


class TestBars(ConsequenceCase):
	rules = {"consequences": [{"outcome": "Terminated", "effect": "Barred", "years": 1}]}

	def test_the_refusal_names_the_row_the_year_and_the_project(self):
		self.ended("Terminated", project_title="Choir of the college")
		message = self.refusal(NotEligible, self.file)
		self.assertEqual(
			message,
			f"{self.unit.unit_name} may not file in {self.cycle.cycle_name}: row 1 of the consequences of "
			"earlier years bars it (year 2025: Choir of the college, Terminated).",
		)

	def test_another_result_bars_nobody(self):
		self.ended("Not Approved")
		self.assertEqual(self.standing().cap, 1)
		self.file()

	def test_another_programme_bars_nobody(self):
		elsewhere = make.make_cycle(on=LAST_YEAR)
		self.ended("Terminated", cycle=elsewhere)
		self.assertIsNone(self.standing().bar)

	def test_a_draft_and_a_withdrawn_application_are_no_results(self):
		self.ended("Draft")
		self.ended("Withdrawn")
		self.assertEqual(self.standing().applied, ())

	def test_what_a_merged_unit_did_counts_for_its_successor(self):
		self.ended("Terminated")
		heir = make.make_unit(parent_union_unit=self.union.name)
		self.assertIsNone(self.standing(heir).bar)
		change = make.make_unit_change("Merge", [self.unit, heir], [{"unit": heir.name}])
		change.carry_out()
		self.assertEqual(self.standing(heir).bar.result.year, 2025)

	def test_what_a_split_unit_did_counts_for_all_parts(self):
		self.ended("Terminated")
		parts = [make.number() for _part in range(2)]
		rows = [{"unit_code": f"S{make.RUN}-{part}", "unit_name": f"Part {part}"} for part in parts]
		make.make_unit_change("Split", [self.unit], rows).carry_out()
		for row in rows:
			with self.subTest(unit=row["unit_code"]):
				unit = frappe.get_doc("Union Unit", row["unit_code"])
				self.assertEqual(self.standing(unit).bar.result.title[:7], "Project")


class TestYears(ConsequenceCase):
	rules = {"consequences": [{"outcome": "Terminated", "effect": "Barred", "years": 2}]}

	def test_as_many_years_as_the_row_says(self):
		self.ended("Terminated")
		for year, barred in ((2026, True), (2027, True), (2028, False)):
			with self.subTest(year=year):
				rules = in_year(self.cycle, year)
				self.assertEqual(bool(allowances.of_unit(self.unit.name, rules).bar), barred)


class TestAmounts(ConsequenceCase):
	rules = {
		"consequences": [
			{"outcome": "Passed", "grade": "Excellent", "effect": "More Applications", "change": 2},
			{"outcome": "Not Filed", "effect": "Fewer Applications", "change": 1},
		]
	}

	def test_a_good_grade_lets_a_unit_file_more(self):
		self.ended("Closed", grade="Good")
		self.assertEqual(self.standing().cap, 1)
		self.ended("Closed", grade="Excellent", project_title="Library")
		self.assertEqual(self.standing().cap, 3)
		for _application in range(3):
			self.file()
		message = self.refusal(QuotaUsedUp, self.file)
		self.assertIn(
			"may file 3 application(s) in "
			f"{self.cycle.cycle_name} (row 1 of its quotas; row 1 of the consequences gives 2 more "
			"(year 2025: Library, Passed, grade Excellent))",
			message,
		)

	def test_who_owed_an_application_and_filed_none_has_not_filed(self):
		self.assertEqual(self.standing().applied[0].result.outcome, "Not Filed")
		self.assertEqual((self.standing().cap, self.standing().duty), (0, 0))

	def test_nothing_is_missing_as_long_as_it_may_be_filed(self):
		self.assertEqual(self.standing(cycle=self.last).applied, ())
		with self.freeze_time("2025-07-01 09:00:00"):
			rules = frappe.get_doc("Brand Cycle", self.cycle.name)
			self.assertEqual(allowances.of_unit(self.unit.name, rules).applied, ())

	def test_exempt_and_later_founded_units_did_not_owe_it(self):
		free = make.make_unit(exempt_from_duty=1, exemption_reason="Being built up")
		young = make.make_unit()
		frappe.db.set_value("Union Unit", young.name, "founded_on", "2026-01-01")
		for unit in (free, young):
			with self.subTest(unit=unit.name):
				self.assertEqual(self.standing(unit).applied, ())

	def test_a_merged_unit_is_held_to_what_was_filed_together(self):
		filed = make.make_unit()
		self.ended("Closed", unit=filed, grade="Good")
		make.make_unit_change("Merge", [self.unit, filed], [{"unit": filed.name}]).carry_out()
		self.assertEqual(self.standing(filed).applied, ())


class TestContinuing(ConsequenceCase):
	rules = {
		"quotas": [{"cap": 2}],
		"consequences": [{"outcome": "Passed", "grade": "Excellent", "effect": "Must Be Continued"}],
	}

	def test_a_slot_is_kept_for_what_must_go_on(self):
		earlier = self.ended("Closed", grade="Excellent", project_title="Library")
		self.assertEqual(self.standing().duty, 1)
		self.file()
		self.assertIn("year 2025: Library", self.refusal(NotEligible, self.file))
		self.file(kind="Continuation", continues_project=earlier.name)
		self.assertRaises(QuotaUsedUp, self.file)


class TestConditions(ConsequenceCase):
	rules = {
		"quotas": [
			{"cap": 3, "condition": "last_year.grade == 'Excellent' and last_year.score >= 90"},
			{"cap": 2, "condition": "any(one.outcome == 'Passed' for one in earlier)"},
			{"cap": 1},
		],
		"consequences": [
			{
				"outcome": "Not Approved",
				"effect": "Barred",
				"condition": "unit.head_count < 50 and result.year",
			}
		],
	}

	def test_a_quota_may_ask_for_last_year(self):
		self.assertEqual(self.standing().row, 2)
		self.ended("Closed", grade="Good")
		self.assertEqual(self.standing().row, 1)

	def test_a_consequence_may_ask_for_the_unit(self):
		self.ended("Not Approved")
		small = make.make_unit(head_count=49)
		self.ended("Not Approved", unit=small)
		self.assertIsNone(self.standing().bar)
		self.assertIsNotNone(self.standing(small).bar)

	def test_all_units_cost_as_many_queries_as_one(self):
		rules = cycles.rules_of(self.cycle.name)
		counts = []
		for units in (1, 12):
			names = [make.make_unit().name for _unit in range(units)]
			for name in names:
				self.ended("Closed", unit=frappe.get_doc("Union Unit", name))
			allowances.of_units(rules, names)
			with QueryCount() as asked:
				allowances.of_units(rules, names)
			counts.append(asked.count)
		self.assertEqual(counts[0], counts[1])
		self.assertLessEqual(counts[1], 8)

	def test_filing_costs_as_many_queries_under_many_rules_as_under_few(self):
		counts = []
		for size in (2, 30):
			texts = [f"unit.head_count > {1000 + number} and last_year.score > 5" for number in range(size)]
			consequences = [
				{
					"outcome": "Passed",
					"effect": "More Applications",
					"change": 1,
					"condition": "result.score >= 0",
				}
				for _row in range(size)
			]
			quotas = [*({"cap": 1, "condition": text} for text in texts), {"cap": 9}]
			self.set_up_rules(quotas=quotas, consequences=consequences)
			self.ended("Closed", grade="Good")
			for _turn in range(2):
				project = make.make_project(self.cycle, self.unit)
				with QueryCount() as asked:
					stage.move(project, "Filed")
			counts.append(asked.count)
		self.assertEqual(counts[0], counts[1])


class TestDecisions(UnionCase):
	def test_a_released_decision_is_a_result_before_the_project_ends(self):
		frappe.set_user("Administrator")
		rules = [{"outcome": "Rectify", "effect": "Barred"}]
		programme = make.make_programme(self.union.name, consequences=rules)
		now = make.make_cycle(programme=programme)
		project = make.make_project(now, self.unit, "Acceptance")
		panel = make.make_panel([project], opened=True, purpose="Acceptance")
		make.score_all(panel)
		panel.seal()
		decision = make.make_decision(
			panel,
			{project.name: {"outcome": "Rectify", "due_on": "2099-01-01", "reason": "Too few took part"}},
		)
		rules = in_year(now, now.year + 1)
		self.assertIsNone(allowances.of_unit(self.unit.name, rules).bar)
		decision.release()
		self.assertEqual(allowances.of_unit(self.unit.name, rules).bar.result.outcome, "Rectify")

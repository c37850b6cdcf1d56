import json
from pathlib import Path

import frappe
from frappe.desk import query_report

from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as f

COVERAGE, PIPELINE = "Brand Coverage", "Brand Pipeline"
PROGRESS, DECISIONS = "Brand Review Progress", "Brand Decision Table"
ACCEPTANCE = "Brand Acceptance and Grades"
REPORTS = (COVERAGE, PIPELINE, PROGRESS, DECISIONS, ACCEPTANCE)


def run(report: str, user: str, **filters) -> dict:
	"""What the report page gets for this user."""
	with f.acting(user):
		return query_report.run(report, filters=json.dumps(filters))


def rows(report: str, user: str, **filters) -> list[dict]:
	return [row for row in run(report, user, **filters)["result"] if isinstance(row, dict)]


def queries(report: str, user: str, **filters) -> int:
	"""How many statements the report itself sends, with warm caches."""
	execute = frappe.get_attr(
		f"brand_union.brand_union.report.{frappe.scrub(report)}.{frappe.scrub(report)}.execute"
	)
	count, original = [0], frappe.db.sql

	def counting(*args, **kwargs):
		count[0] += 1
		return original(*args, **kwargs)

	with f.acting(user):
		execute(dict(filters))
		frappe.db.sql = counting
		try:
			execute(dict(filters))
		finally:
			frappe.db.sql = original
	return count[0]


class TestReports(IntegrationTestCase):
	"""Six units in one cycle: two in review and decided, one filed, one with a draft, one idle, one exempt."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.office, cls.stranger = f.make_user("Brand Officer"), f.make_user("Brand Officer")
		cls.unit_officer = f.make_user("Brand Unit Officer")
		cls.auditor, cls.observer = f.make_user("Brand Auditor"), f.make_user("Brand Observer")
		cls.jurors = f.make_jurors(3)
		cls.organiser = f.make_unit(unit_type="University Union", members=[(cls.office, "Officer")])
		f.make_unit(unit_type="University Union", members=[(cls.stranger, "Officer")])
		quotas = [{"unit_type": "Second-level Union", "cap": 2, "duty": 1}]
		cls.programme = f.make_programme(cls.organiser.name, quotas=quotas)
		cls.cycle = f.make_cycle(programme=cls.programme, budget=50000)
		cls.make_units()
		cls.make_projects()

	@classmethod
	def make_units(cls) -> None:
		cls.own = f.make_unit(members=[(cls.unit_officer, "Officer")])
		cls.second, cls.third, cls.drafting, cls.idle = (f.make_unit() for _index in range(4))
		cls.exempt = f.make_unit(exempt_from_duty=1, exemption_reason="Newly founded")
		cls.dissolved = f.make_unit(status="Dissolved")
		cls.ours = (cls.own, cls.second, cls.third, cls.drafting, cls.idle, cls.exempt)

	@classmethod
	def make_projects(cls) -> None:
		cls.category = f.make_category(cls.programme.name)
		checked = {"cycle": cls.cycle, "stage": "Checked", "category": cls.category.name}
		cls.first = f.make_project(unit=cls.own, amount_requested=8000, **checked)
		cls.other = f.make_project(unit=cls.second, amount_requested=7000, **checked)
		cls.filed = f.make_project(cls.cycle, cls.third, "Filed", amount_requested=5000)
		cls.draft = f.make_project(cls.cycle, cls.drafting)
		cls.panel = f.make_panel([cls.first, cls.other], cls.jurors, opened=True, closes_on="2030-01-31")
		cls.panel.reload()
		cls.panel.recuse(cls.jurors[2], cls.other.name, "Knows the leader")

	def setUp(self) -> None:
		super().setUp()
		frappe.db.savepoint("one_test")
		self.addCleanup(frappe.db.rollback, save_point="one_test")

	def coverage(self, user: str, **filters) -> dict[str, dict]:
		"""The report's rows about the units of this test; other tests may have left units of their own."""
		names = {unit.name for unit in (*self.ours, self.dissolved)}
		found = rows(COVERAGE, user, cycle=self.cycle.name, **filters)
		return {row["unit"]: row for row in found if row["unit"] in names}

	def test_each_report_opens_for_its_roles_only(self):
		people = {
			"office": self.office,
			"unit": self.unit_officer,
			"auditor": self.auditor,
			"observer": self.observer,
			"juror": self.jurors[0],
		}
		allowed = {
			COVERAGE: {"office", "unit", "auditor"},
			PIPELINE: {"office", "unit", "auditor", "observer"},
			PROGRESS: {"office"},
			DECISIONS: {"office", "auditor", "observer"},
			ACCEPTANCE: {"office", "unit", "auditor", "observer"},
		}
		for report in REPORTS:
			for who, user in people.items():
				with self.subTest(report=report, who=who):
					if who in allowed[report]:
						self.assertIn("columns", run(report, user, cycle=self.cycle.name))
					else:
						self.assertRaises(frappe.PermissionError, run, report, user, cycle=self.cycle.name)

	def test_coverage_holds_each_unit_against_its_quota(self):
		found = self.coverage(self.office)
		figures = {
			unit: tuple(
				row[key] for key in ("state", "filed", "cap", "duty", "missing", "drafts", "not_filed")
			)
			for unit, row in found.items()
		}
		self.assertEqual(
			figures,
			{
				self.own.name: ("Filed", 1, 2, 1, 0, 0, 0),
				self.second.name: ("Filed", 1, 2, 1, 0, 0, 0),
				self.third.name: ("Filed", 1, 2, 1, 0, 0, 0),
				self.drafting.name: ("Owing", 0, 2, 1, 1, 1, 1),
				self.idle.name: ("Owing", 0, 2, 1, 1, 0, 1),
				self.exempt.name: ("Exempt", 0, 2, 0, 0, 0, 0),
			},
		)
		self.assertEqual(found[self.own.name]["titles"], self.first.project_title)

	def test_coverage_can_leave_out_who_has_filed(self):
		found = self.coverage(self.office, only_open=1)
		self.assertEqual(set(found), {self.drafting.name, self.idle.name})

	def test_coverage_shows_a_unit_only_itself(self):
		found = rows(COVERAGE, self.unit_officer, cycle=self.cycle.name)
		self.assertEqual([row["unit"] for row in found], [self.own.name])

	def test_coverage_shows_auditors_what_was_filed_and_no_drafts(self):
		found = self.coverage(self.auditor)
		self.assertEqual(len(found), 6)
		self.assertEqual((found[self.drafting.name]["drafts"], found[self.own.name]["filed"]), (0, 1))

	def test_nothing_of_another_organiser(self):
		for report in REPORTS:
			with self.subTest(report=report):
				self.assertRaises(frappe.PermissionError, run, report, self.stranger, cycle=self.cycle.name)
				self.assertEqual(rows(report, self.stranger), [])
		self.assertEqual(rows(PROGRESS, self.stranger, panel=self.panel.name), [])

	def test_pipeline_counts_projects_by_category(self):
		by_title = {row["title"]: row for row in rows(PIPELINE, self.office, cycle=self.cycle.name)}
		ours = by_title[self.category.category_name]
		self.assertEqual((ours["in_review"], ours["count"], ours["requested"]), (2, 2, 15000))
		without = by_title["No Category"]
		self.assertEqual((without["draft"], without["filed"], without["count"]), (1, 1, 2))

	def test_pipeline_shows_each_reader_the_own_part(self):
		for user, expected in (
			(self.unit_officer, {self.own.unit_name: 1}),
			(self.auditor, {unit.unit_name: 1 for unit in (self.own, self.second, self.third)}),
			(self.observer, {}),
		):
			with self.subTest(user=user):
				found = rows(PIPELINE, user, cycle=self.cycle.name, group_by="Unit")
				self.assertEqual({row["title"]: row["count"] for row in found}, expected)

	def test_pipeline_s_chart_has_the_stages_that_occur(self):
		chart = run(PIPELINE, self.office, cycle=self.cycle.name)["chart"]
		self.assertEqual(chart["data"]["labels"], ["Draft", "Filed", "In Review"])
		self.assertEqual(chart["data"]["datasets"][0]["values"], [1, 1, 2])

	def test_progress_counts_sheets_by_juror_and_by_project(self):
		f.mark(f.sheet_of(self.panel.name, self.first.name, self.jurors[0]), 30, 30, 15)
		keys = ("assigned", "handed_in", "missing", "recused")
		for rows_by, expected in (
			(
				"Juror",
				{self.jurors[0]: (2, 1, 1, 0), self.jurors[1]: (2, 0, 2, 0), self.jurors[2]: (1, 0, 1, 1)},
			),
			("Project", {self.first.name: (3, 1, 2, 0), self.other.name: (2, 0, 2, 1)}),
		):
			with self.subTest(rows_by=rows_by):
				found = rows(
					PROGRESS, self.office, panel=self.panel.name, cycle=self.cycle.name, rows_by=rows_by
				)
				self.assertEqual({row["key"]: tuple(row[key] for key in keys) for row in found}, expected)

	def test_the_reports_ask_as_often_for_two_projects_as_for_ten(self):
		before = {report: queries(report, self.office, cycle=self.cycle.name) for report in REPORTS}
		for _index in range(8):
			f.make_project(self.cycle, f.make_unit(), "Filed", category=self.category.name)
		after = {report: queries(report, self.office, cycle=self.cycle.name) for report in REPORTS}
		self.assertEqual(after, before)


class TestDecidedYear(IntegrationTestCase):
	"""One project approved and at work, one closed with a grade, one not approved."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.office, cls.unit_officer = f.make_user("Brand Officer"), f.make_user("Brand Unit Officer")
		cls.auditor, cls.observer = f.make_user("Brand Auditor"), f.make_user("Brand Observer")
		organiser = f.make_unit(unit_type="University Union", members=[(cls.office, "Officer")])
		cls.cycle = f.make_cycle(programme=f.make_programme(organiser.name), budget=50000)
		own = f.make_unit(members=[(cls.unit_officer, "Officer")])
		cls.closing = f.make_project(cls.cycle, own, "Checked")
		cls.working, cls.refused = (f.make_project(cls.cycle, stage="Checked") for _index in range(2))
		projects = (cls.closing, cls.working, cls.refused)
		panel = f.make_panel(projects, f.make_jurors(1), opened=True)
		marks = [(40, 40, 15), (35, 30, 15), (20, 20, 10)]
		f.score_all(panel, {project.name: mark for project, mark in zip(projects, marks, strict=True)})
		panel.reload()
		panel.seal()
		cls.decision = f.make_decision(
			panel,
			{
				cls.closing.name: {"outcome": "Approved", "tier": "Key"},
				cls.working.name: {"outcome": "Approved", "tier": "General"},
				cls.refused.name: {"outcome": "Not Approved"},
			},
		)

	def table(self, user: str, **filters) -> list[tuple]:
		found = rows(DECISIONS, user, cycle=self.cycle.name, **filters)
		return [
			tuple(row[key] for key in ("rank", "project", "score", "outcome", "tier", "amount"))
			for row in found
		]

	def test_1_a_draft_is_the_office_s_own(self):
		self.assertEqual(
			self.table(self.office),
			[
				(1, self.closing.name, "95.00", "Approved", "Key", 8000),
				(2, self.working.name, "80.00", "Approved", "General", 4000),
				(3, self.refused.name, "50.00", "Not Approved", None, 0),
			],
		)
		for user in (self.auditor, self.observer):
			self.assertEqual(self.table(user), [])
			self.assertEqual(self.table(user, decision=self.decision.name), [])

	def test_2_what_was_released_is_read_by_auditors_and_observers(self):
		self.decision.release()
		expected = self.table(self.office)
		self.assertEqual(len(expected), 3)
		for user in (self.auditor, self.observer):
			self.assertEqual(self.table(user), expected)
		summary = run(DECISIONS, self.observer, cycle=self.cycle.name)["report_summary"]
		self.assertEqual([figure["value"] for figure in summary], [3, 2, 12000])

	def test_3_acceptance_shows_who_closed_with_which_grade(self):
		f.advance(self.closing.reload(), "Closed")
		f.advance(self.working.reload(), "Under Way")
		keys = ("project", "stage", "acceptance", "grade", "approved_amount", "waiting")
		summary = frappe.db.get_value("Brand Acceptance", {"project": self.closing.name})
		closed = (self.closing.name, "Closed", summary, "Good", 8000, 0)
		working = (self.working.name, "Under Way", None, None, 4000)
		for user, expected in (
			(self.office, {closed, (*working, 1)}),
			(self.auditor, {closed, (*working, 1)}),
			(self.unit_officer, {closed}),
			(self.observer, {closed, (*working, 0)}),
		):
			with self.subTest(user=user):
				found = rows(ACCEPTANCE, user, cycle=self.cycle.name)
				self.assertEqual({tuple(row[key] for key in keys) for row in found}, expected)

	def test_4_an_observer_is_not_told_that_a_summary_is_missing(self):
		found = rows(ACCEPTANCE, self.observer, cycle=self.cycle.name)
		labels = {row["project"]: row["summary_label"] for row in found}
		self.assertEqual(labels[self.working.name], "")
		found = rows(ACCEPTANCE, self.office, cycle=self.cycle.name, only_waiting=1)
		self.assertEqual([row["summary_label"] for row in found], ["Not Begun"])


def test_every_report_has_a_script_with_filters_and_a_role():
	folder = Path(__file__).parent
	for report in REPORTS:
		name = frappe.scrub(report)
		record = json.loads((folder / name / f"{name}.json").read_text())
		script = (folder / name / f"{name}.js").read_text()
		assert record["roles"], report
		assert "Brand Juror" not in {row["role"] for row in record["roles"]}, report
		assert f'frappe.query_reports["{report}"]' in script
		# A filter is written out, or comes from what the reports share.
		assert script.count("fieldname:") + script.count("brand_union.reports.") >= 2, report

"""Units that change while others work: through REST, from two processes at once, and in last year's reports."""

import multiprocessing
import os

import frappe
from frappe.utils import add_days, nowdate
from frappe.utils.password import update_password

from brand_union.brand_union.report.brand_coverage.brand_coverage import execute as coverage
from brand_union.brand_union.report.brand_pipeline.brand_pipeline import execute as pipeline
from brand_union.services import choices, paper_content, paper_reader
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.cases import UnionCase
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.rest import RestError, RestPeople

PASSWORD = "correct horse battery 7"
CHANGE, UNIT, PROJECT = "Union Unit Change", "Union Unit", "Brand Project"
PATIENCE = 120  # seconds until a hanging test is given up


class TestThroughRest(IntegrationTestCase):
	"""An office merges one unit into another, all of it by requests."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		cls.people = RestPeople(PASSWORD)
		roles = {
			"office": "Brand Officer",
			"arts": "Brand Unit Officer",
			"law": "Brand Unit Officer",
			"juror": "Brand Juror",
			"auditor": "Brand Auditor",
			"observer": "Brand Observer",
		}
		with committed():
			cls.users = {key: make.make_user(role) for key, role in roles.items()}
			for user in cls.users.values():
				update_password(user, PASSWORD)
			union = make.make_unit(
				unit_type="University Union", is_group=1, members=[(cls.users["office"], "Officer")]
			)
			cls.units = {
				key: make.make_unit(
					parent_union_unit=union.name, unit_name=key, members=[(cls.users[key], "Officer")]
				)
				for key in ("arts", "law")
			}
			cls.cycle = make.make_cycle(programme=make.make_programme(union.name))
			cls.filed = make.make_project(cls.cycle, cls.units["arts"], "Filed")

	def person(self, key: str):
		return self.people(self.users[key])

	def refused(self, call, *args, **values) -> RestError:
		with self.assertRaises(RestError) as caught:
			call(*args, **values)
		return caught.exception

	def test_from_the_paper_to_the_successors_work(self):
		arts, law = (self.units[key].name for key in ("arts", "law"))
		office = self.person("office")
		asked = {
			"kind": "Merge",
			"effective_on": nowdate(),
			"document_number": "No. 7",
			"reason": "One college",
			"units_before": [{"unit": arts}],
			"units_after": [{"unit": law, "unit_name": "arts and law"}],
		}
		for key in ("arts", "juror", "auditor", "observer"):
			with self.subTest(person=key):
				self.assertEqual(self.refused(self.person(key).insert, CHANGE, **asked).status, 403)
		change = office.insert(CHANGE, **asked)
		self.assertEqual([row["goes_to"] for row in change["projects"]], [law])
		self.assertEqual(office.call(CHANGE, change["name"], "preview")["problems"], [])
		for key in ("arts", "law", "juror", "auditor", "observer"):
			with self.subTest(person=key):
				self.assertEqual(self.refused(self.person(key).read, CHANGE, change["name"]).status, 403)
				self.assertEqual(
					self.refused(self.person(key).call, CHANGE, change["name"], "carry_out").status, 403
				)
		self.assertEqual(office.call(CHANGE, change["name"], "carry_out")["projects"], 1)
		self.assertEqual(office.call(CHANGE, change["name"], "carry_out")["status"], "Done")
		read = self.person("law").read(PROJECT, self.filed.name)
		self.assertEqual((read["unit"], read["unit_name"], read["filed_unit"]), (law, "arts", arts))
		self.assertEqual(self.refused(office.update, CHANGE, change["name"], reason="Another").status, 417)
		self.assertEqual(self.refused(office.delete, CHANGE, change["name"]).status, 417)
		problem = self.refused(
			self.person("law").insert, PROJECT, project_title="New", cycle=self.cycle.name, unit=arts
		)
		self.assertIn("arts and law", problem.message)


def carry_out(site: str, sites_path: str, name: str, start, results) -> None:
	"""One process: connect, wait for the other, carry the change out, report."""
	frappe.init(site=site, sites_path=sites_path)
	frappe.connect()
	try:
		start.wait(PATIENCE)
		results.put(("change", *_attempt(lambda: frappe.get_doc(CHANGE, name).carry_out())))
	finally:
		frappe.destroy()


def begin(site: str, sites_path: str, cycle: str, unit: str, start, results) -> None:
	"""The other one: begins applications of the unit at the same time."""
	frappe.init(site=site, sites_path=sites_path)
	frappe.connect()
	try:
		start.wait(PATIENCE)
		for number in range(5):
			draft = {"doctype": PROJECT, "project_title": f"Late {number}", "cycle": cycle, "unit": unit}
			results.put(("draft", *_attempt(lambda draft=draft: frappe.get_doc(draft).insert())))
	finally:
		frappe.destroy()


def _attempt(call) -> tuple[str, str]:
	try:
		call()
		frappe.db.commit()
		return "done", ""
	except Exception as error:
		frappe.db.rollback()
		return type(error).__name__, str(error)


class TestRace(IntegrationTestCase):
	"""Two offices carry the same change out, while somebody begins applications of the unit that ends."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		with committed():
			cls.old, cls.taker = make.make_unit(), make.make_unit()
			cls.cycle = make.make_cycle(rules={"quotas": [{"cap": 1}]})
			cls.filed = make.make_project(cls.cycle, cls.old, "Filed")
			cls.change = make.make_unit_change("Close", [cls.old], [{"unit": cls.taker.name}])
		cls.results = cls.race()
		frappe.db.rollback()

	@classmethod
	def race(cls) -> list[tuple[str, str, str]]:
		context = multiprocessing.get_context("spawn")
		start, results = context.Barrier(3), context.Queue()
		where = (frappe.local.site, os.path.abspath(frappe.local.sites_path))
		runners = [
			context.Process(target=carry_out, args=(*where, cls.change.name, start, results)),
			context.Process(target=carry_out, args=(*where, cls.change.name, start, results)),
			context.Process(target=begin, args=(*where, cls.cycle.name, cls.old.name, start, results)),
		]
		for runner in runners:
			runner.start()
		rows = [results.get(timeout=PATIENCE) for _index in range(7)]
		for runner in runners:
			runner.join(PATIENCE)
		return rows

	def test_no_open_project_is_left_with_a_unit_that_has_ended(self):
		"""Either it was begun first, and the change is refused until somebody says where it goes, or it is refused."""
		status = frappe.db.get_value(UNIT, self.old.name, "status")
		left = frappe.get_all(PROJECT, {"unit": self.old.name}, pluck="name", order_by="name")
		if status == "Dissolved":
			self.assertEqual(left, [], self.results)
		else:
			self.assertIn(self.filed.name, left, self.results)
			self.assertEqual(frappe.db.get_value(CHANGE, self.change.name, "status"), "Draft")

	def test_it_was_carried_out_once_or_not_at_all(self):
		rows = frappe.get_all(
			"Union Unit Successor", {"parent": self.old.name}, pluck="successor", order_by="name"
		)
		done = frappe.db.get_value(CHANGE, self.change.name, "status") == "Done"
		self.assertEqual(rows, [self.taker.name] if done else [], self.results)

	def test_everybody_who_was_refused_reads_a_sentence(self):
		known = {"done", "UnitProblem", "BrandError"}
		self.assertLessEqual({kind for _what, kind, _text in self.results}, known, self.results)


class TestPapersAndReports(UnionCase):
	"""Last year's cycle is over and this year's is open; arts goes into law today."""

	begins_as = "office"

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.lawyer = make.make_user("Brand Unit Officer")
		cls.arts, cls.idle = (
			make.make_unit(parent_union_unit=cls.union.name, unit_name=name)
			for name in ("Union of Arts", "Union of Idlers")
		)
		cls.law = make.make_unit(
			parent_union_unit=cls.union.name, unit_name="Union of Law", members=[(cls.lawyer, "Officer")]
		)
		rules = {"quotas": [{"unit_type": "Second-level Union", "cap": 2, "duty": 1}]}
		cls.now, cls.last = (
			make.make_cycle(programme=make.make_programme(cls.union.name, **rules)) for _index in range(2)
		)
		cls.filed = make.make_project(cls.now, cls.arts, "Filed")
		for row in cls.last.windows:
			row.opens_on, row.closes_on = add_days(nowdate(), -200), add_days(nowdate(), -100)
		cls.last.save()

	def setUp(self):
		super().setUp()
		self.change("Merge", [self.arts], [{"unit": self.law.name}])
		self.change("Close", [self.idle])
		self.change("Rename", [self.law], [{"unit_name": "Union of Jurists"}])

	def change(self, *args) -> None:
		make.make_unit_change(*args).carry_out()

	def covered(self, cycle) -> dict[str, tuple]:
		rows = coverage({"cycle": cycle.name})[1]
		ours = {unit.name for unit in (self.arts, self.idle, self.law)}
		fields = ("unit_name", "filed", "duty", "missing", "successor")
		return {row["unit"]: tuple(row[field] for field in fields) for row in rows if row["unit"] in ours}

	def test_coverage_of_the_running_year(self):
		self.assertEqual(
			self.covered(self.now),
			{
				self.arts.name: ("Union of Arts", 1, 0, 0, "Union of Jurists"),
				self.law.name: ("Union of Jurists", 0, 1, 1, ""),
			},
		)

	def test_coverage_of_a_year_that_is_over_is_as_it_was(self):
		self.assertEqual(
			self.covered(self.last),
			{
				self.arts.name: ("Union of Arts", 0, 1, 1, "Union of Jurists"),
				self.idle.name: ("Union of Idlers", 0, 1, 1, ""),
				self.law.name: ("Union of Law", 0, 1, 1, ""),
			},
		)

	def test_a_unit_founded_afterwards_is_not_asked_for_then(self):
		code = f"N{make.RUN}-{make.number()}"
		self.change("Merge", [self.stored_law(), self.unit], [{"unit_code": code, "unit_name": "New"}])
		asked = {
			cycle.name: {row["unit"] for row in coverage({"cycle": cycle.name})[1]}
			for cycle in (self.now, self.last)
		}
		self.assertIn(code, asked[self.now.name])
		self.assertNotIn(code, asked[self.last.name])

	def stored_law(self):
		return frappe.get_doc(UNIT, self.law.name)

	def test_the_successors_people_see_what_was_filed_before(self):
		with make.acting(self.lawyer):
			self.assertEqual(set(self.covered(self.now)), {self.arts.name, self.law.name})

	def test_pipeline_groups_by_the_unit_as_it_was(self):
		rows = pipeline({"cycle": self.now.name, "group_by": "Unit"})[1]
		told = {row["title"]: (row["count"], row["successor"]) for row in rows}
		self.assertEqual(told, {"Union of Arts": (1, "Union of Jurists")})

	def test_the_application_is_printed_as_it_was_filed(self):
		project = frappe.get_doc(PROJECT, self.filed.name)
		paper = paper_content.application(paper_reader.Reader(project))
		self.assertEqual(paper["text"]["unit_name"], "Union of Arts")

	def test_a_unit_that_has_groups_below_it_now_still_applies(self):
		law = self.stored_law()
		law.is_group = 1
		law.save()
		make.make_unit(parent_union_unit=law.name)
		with make.acting(self.lawyer):
			offered = choices.active_units(UNIT, "Jurists", "name", 0, 20, {})
			self.assertEqual([row[0] for row in offered], [law.name])
			self.assertEqual(choices.defaults_of_new_project()["unit"], law.name)

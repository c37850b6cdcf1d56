"""Indexes for every list and report: the database's own plans, asked for while each is read by each role."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import frappe
from frappe.desk.query_report import run
from frappe.utils import getdate

from brand_union.scopes import SCOPES
from brand_union.services import (
	awards,
	cards,
	holds,
	notice_check,
	objections,
	public_page,
	publication,
	reminders,
	results,
)
from brand_union.tests import IntegrationTestCase
from brand_union.tests.world import build

# A school's units and its rules: tens of rows, which every reader needs as a whole.
RULES = frozenset(
	{
		*("Union Unit", "Brand Programme", "Brand Category", "Score Sheet", "Brand Cycle"),
		*("Union Unit Member", "Union Tag", "Brand Workday", "Brand Union Settings"),
		"Brand Programme Organiser",
	}
)
# What grows with the years.
GROWING = tuple(sorted(set(SCOPES) - RULES))
REPORTS = (
	*("Brand Coverage", "Brand Pipeline", "Brand Review Progress"),
	*("Brand Decision Table", "Brand Acceptance and Grades", "Brand Paper Sheet Differences"),
	"Brand Awards",
)
CARDS = (
	*(cards.applications_filed, cards.projects_under_way, cards.grants_approved),
	*(cards.to_rectify, cards.sheets_waiting, cards.awards_to_recommend),
)


class TestIndexes(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.world = build()

	def tearDown(self):
		frappe.set_user("Administrator")

	def test_a_page_of_a_list_follows_an_index(self):
		"""Newest first, by change or by making: the first page must not sort the whole table."""
		for doctype in GROWING:
			for field in ("modified", "creation"):
				with self.subTest(doctype=doctype, field=field):
					self.assertTrue(frappe.db.get_column_index(f"tab{doctype}", field, unique=False))

	def test_who_reads_by_unit_or_person_reads_by_index(self):
		readers = {
			"office": GROWING,
			"arts": ("Brand Project", "Brand Acceptance"),
			"juror": ("Brand Review",),
		}
		for who, doctypes in readers.items():
			for doctype in doctypes:
				with self.subTest(who=who, doctype=doctype):
					self.assertEqual(self.scans(who, lambda doctype=doctype: _list(doctype)), [])

	def test_reports_and_cards_use_indexes(self):
		filters = {"cycle": self.world.cycles["union"].name}
		asked = {name: lambda name=name: run(name, filters=dict(filters)) for name in REPORTS}
		asked |= {card.__name__: card for card in CARDS}
		for who in ("office", "arts", "auditor", "observer"):
			for name, ask in asked.items():
				with self.subTest(who=who, asked=name):
					self.assertEqual(self.scans(who, ask), [])

	def test_the_ranking_and_the_daily_reminders_use_indexes(self):
		panel = frappe.get_doc("Review Panel", self.world.records["panel"][1])
		self.assertEqual(self.scans("office", lambda: results.of_panel(panel)), [])
		self.assertEqual(self.scans("Administrator", reminders.send_due), [])
		decision = frappe.get_doc("Brand Award Decision", self.world.records["award draft"][1])
		self.assertEqual(self.scans("office", lambda: awards.standing(decision)), [])

	def test_what_is_public_and_what_holds_projects_up_use_indexes(self):
		notice = frappe.get_doc("Brand Notice", self.world.records["notice"][1])
		projects = [row.project for row in notice.rows]
		asked = {
			"list of notices": public_page.listed,
			"page of a notice": lambda: public_page.content(notice.name),
			"open objections": lambda: objections.number_open(notice.name),
			"what holds up": lambda: holds.of_start(notice.cycle, projects),
			"windows that are over": lambda: publication.remind_of_windows(getdate("2099-01-01")),
			"problems": lambda: list(notice_check.problems(notice)),
		}
		for name, ask in asked.items():
			with self.subTest(asked=name):
				self.assertEqual(self.scans("Administrator", ask), [])

	def test_a_table_without_an_index_is_found(self):
		ask = lambda: frappe.get_all("Brand Project", {"leader_phone": "1"}, order_by=None)  # noqa: E731
		self.assertEqual([table for table, _query in self.scans("Administrator", ask)], ["Brand Project"])

	def scans(self, who: str, ask: Callable[[], object]) -> list[tuple[str, str]]:
		"""(DocType, query) of each query that no index of a growing table can serve."""
		frappe.set_user(self.world.people.get(who, who))
		# Where it is not this role's report, the queries up to the refusal count.
		with _queries() as asked, suppress(frappe.PermissionError):
			ask()
		frappe.set_user("Administrator")
		return [(table, query) for query, values in asked for table in _without_index(query, values)]


def _list(doctype: str) -> None:
	frappe.get_list(doctype, fields=["name"], order_by=None, limit_page_length=20)


@contextmanager
def _queries() -> Iterator[list]:
	asked: list = []
	execute = frappe.db.sql

	def noting(query, values=(), *args, **options):
		asked.append((str(query).strip(), values))
		return execute(query, values, *args, **options)

	frappe.db.sql = noting
	try:
		yield asked
	finally:
		frappe.db.sql = execute


def _without_index(query: str, values) -> Iterator[str]:
	"""Growing tables that the plan reads from end to end for want of any index that would help.

	The tables of a test are nearly empty, so which index the database would choose says nothing; that it sees
	one to choose from does. Sorting has its own test.
	"""
	if not re.match("select", query, re.I) or not any(f"`tab{name}`" in query for name in _tables()):
		return
	for row in frappe.db.sql(f"explain {query}", values, as_dict=True):
		name = (row.table or "").removeprefix("tab")
		if row.type == "ALL" and not row.possible_keys and name in _tables():
			yield name


def _tables() -> frozenset[str]:
	children = frappe.get_all("DocType", {"module": "Brand Union", "istable": 1}, pluck="name")
	return frozenset(GROWING) | frozenset(children) - RULES

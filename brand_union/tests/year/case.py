"""What the chapters of the year share: the site, the people, and how to ask and to be refused."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps

import frappe

from brand_union.demo import files
from brand_union.demo.clock import movable_clock
from brand_union.demo.driver import Refused
from brand_union.demo.year import opening, reviewing
from brand_union.demo.year.story import Year
from brand_union.tests import IntegrationTestCase
from brand_union.tests.rest import RestPeople
from brand_union.tests.year import traces

PASSWORD = "a-year-in-harbin"
OBSERVER, AUDITOR = "hit.observer@hit.example", "hit.auditor@hit.example"
JUROR, OTHER_JUROR = "hit.juror1@hit.example", "hit.juror2@hit.example"
JUROR_OF_A_UNIT = "hit-12.chair@hit.example"


def chapter(test: Callable) -> Callable:
	"""A part of the year: skipped when an earlier one failed."""

	@wraps(test)
	def run(self):
		cls = type(self)
		if cls.broken_in:
			self.skipTest(f"{cls.broken_in} failed")
		cls.broken_in = test.__name__
		test(self)
		cls.broken_in = ""

	return run


class YearCase(IntegrationTestCase):
	"""A site with the people, units and cycle of the year, and nothing else of it yet."""

	broken_in = ""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		if frappe.db.exists("Union Unit", "HIT"):
			raise AssertionError(
				"The site already has the units of this year: restore it, or use another one."
			)
		before = cls.before = traces.remember()
		cls.addClassCleanup(traces.remove_new, before)
		clock = ExitStack()
		cls.addClassCleanup(clock.close)
		cls.people = RestPeople(PASSWORD)
		cls.year = Year(people=cls.people, clock=clock.enter_context(movable_clock(opening.OPENED_AT)))
		cls.expected = files.read("expected")
		opening.make_people(PASSWORD, language="en")
		opening.open_year(cls.year)

	# Asking

	def refuses(self, kind: str, *sentences: str):
		"""A block that the site has to refuse with this error, whose message contains the sentences."""
		return Refusal(self, kind, sentences)

	def project(self, unit: str) -> str:
		return self.year.of_unit(unit)

	def sees(self, user: str, doctype: str, **filters) -> int:
		return len(self.people(user).find(doctype, filters))

	def sheets_as_given(self, name: str, number: int | None = None) -> dict:
		"""The data's sheets; a total counts the given marks up to 100, whatever was not applicable."""
		given = {}
		for row in reviewing.reviews_of(name, number):
			marks = {criterion: str(mark) for criterion, mark in row["scores"].items()}
			given[row["unit"], row["juror"]] = {"total": _total_by_hand(row), "marks": marks}
		return given


class Refusal:
	"""A block that has to be refused."""

	def __init__(self, test: YearCase, kind: str, sentences: tuple[str, ...]):
		self.test, self.kind, self.sentences = test, kind, sentences

	def __enter__(self) -> None:
		pass

	def __exit__(self, _class, error, _traceback) -> bool:
		self.test.assertIsInstance(error, Refused, f"expected {self.kind}, and nothing was refused")
		self.test.assertEqual(error.kind, self.kind, error.message)
		for sentence in self.sentences:
			self.test.assertIn(sentence, error.message)
		return True


def _total_by_hand(row: dict) -> str:
	"""A sheet is the sum of its marks; the one with a mark that did not apply was worked out by hand: 73 of 95."""
	marks = row["scores"].values()
	return "76.84" if "n/a" in marks else f"{sum(marks)}.00"

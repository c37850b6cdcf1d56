"""Two award decisions of one cycle are released in the same moment, one of them by two people."""

import frappe

from brand_union.services import award_release
from brand_union.services.atomic import until_free
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.processes import PATIENCE, attempt, race

TITLES = [{"award_title": "Model", "max_count": 1}, {"award_title": "Good"}]


def release(start, name: str) -> list[tuple]:
	"""What each process does: read something, as every request does, wait for the others, release."""
	frappe.db.get_value("Brand Award Decision", name, "status")
	frappe.db.commit()
	start.wait(PATIENCE)
	return [(name, *attempt(lambda: until_free(lambda: award_release.release(name))))]


class TestAwardRace(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		with committed():
			cls.cycle = make.make_cycle(programme=make.make_programme(awards=TITLES))
			cls.closed = make.make_closed(cls.cycle, (40, 40, 20), (30, 30, 15), (30, 30, 14))
			cls.drafts = [make.make_award_decision(cls.cycle).name for _draft in range(2)]

	def test_nobody_is_awarded_twice_and_no_number_is_given_twice_or_lost(self):
		answers = race(*((release, name) for name in [*self.drafts, self.drafts[0]]))
		released = {name for name, answer, _text in answers if answer == "Done"}
		self.assertEqual(len(released), 1, answers)
		refused = [row for row in answers if row[1] != "Done"]
		self.assertTrue(all(answer == "AwardProblem" for _name, answer, _text in refused), refused)
		self.assertTrue(all("Draw them up again" in text for _name, _answer, text in refused), refused)
		frappe.db.rollback()
		awards = frappe.get_all(
			"Brand Award",
			{"cycle": self.cycle.name},
			["project", "certificate_number"],
			order_by="certificate_number",
		)
		numbers = [f"{self.cycle.year}-{number:03d}" for number in (1, 2, 3)]
		self.assertEqual([row.certificate_number for row in awards], numbers)
		self.assertEqual(sorted(row.project for row in awards), sorted(one.name for one in self.closed))

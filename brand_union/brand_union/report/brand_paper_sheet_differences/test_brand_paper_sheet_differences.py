import json

import frappe
from frappe.desk import query_report

from brand_union.tests import factories as make
from brand_union.tests.paper_case import GOOD, PaperCase

REPORT = "Brand Paper Sheet Differences"


class TestReportOfDifferences(PaperCase):
	def run_report(self, user, **filters) -> dict:
		with make.acting(user):
			return query_report.run(REPORT, filters=json.dumps(filters or {"panel": self.panel.name}))

	def lines(self, user, **filters) -> list[tuple]:
		rows = self.run_report(user, **filters)["result"]
		return [(row["criterion"], row["first"], row["second"], row["ruling"], row["status"]) for row in rows]

	def test_differences_stay_on_record_with_what_was_ruled(self):
		self.key(self.office, first=GOOD, second=GOOD)
		self.assertEqual(self.lines(self.office), [])
		self.key(self.colleague, first={**GOOD, "need": "3", "reach": "n/a"}, second=GOOD)
		differing = [("Need", "30", "3", "", "Compared"), ("Reach", "10", "n/a", "", "Compared")]
		self.assertEqual(self.lines(self.third), differing)
		place = {"juror": self.juror, "project": self.first, "reason": "As on paper"}
		self.panel.rule_on_keyings(
			[{**place, "code": "need", "mark": "33"}, {**place, "code": "reach", "mark": "n/a"}]
		)
		self.panel.enter_paper_sheets()
		found = self.run_report(self.office, cycle=self.cycle.name)
		self.assertEqual(
			[(row["ruling"], row["reason"], row["status"]) for row in found["result"]],
			[("33", "As on paper", "Entered"), ("n/a", "As on paper", "Entered")],
		)
		names = {
			user: frappe.db.get_value("User", user, "full_name") for user in (self.office, self.colleague)
		}
		first = found["result"][0]
		self.assertEqual(
			[first["first_by"], first["second_by"], first["ruled_by"]], [*names.values(), names[self.office]]
		)
		self.assertEqual([figure["value"] for figure in found["report_summary"]], [2, 2, 0])

	def test_only_the_own_office_reads_it(self):
		self.key_twice(first=GOOD)
		stranger = make.make_user("Brand Officer")
		self.assertEqual(self.run_report(stranger)["result"], [])
		for user in (
			self.juror,
			self.officer,
			make.make_user("Brand Auditor"),
			make.make_user("Brand Observer"),
		):
			with self.subTest(user=user):
				self.assertRaises(frappe.PermissionError, self.run_report, user)

"""What filing demands: the window, the sections, the opinions, the quota."""

import frappe

from brand_union.services import filing, stage
from brand_union.services.errors import (
	BrandError,
	ConditionProblem,
	EndorsementMissing,
	QuotaUsedUp,
	SectionProblem,
	WindowClosed,
)
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.cases import FilingCase

JUNE = [{"phase": "Application", "opens_on": "2025-06-01", "closes_on": "2025-06-30"}]
SIGNED = {"signer": "Wang Fang", "signed_on": "2025-06-10", "sealed": 1}


class TestWindow(FilingCase):
	rules = {"windows": JUNE}

	def test_both_days_count_whole_in_the_time_zone_of_the_site(self):
		cases = (
			("2025-05-31 23:59:59", False),
			("2025-06-01 00:00:00", True),
			("2025-06-30 23:59:59", True),
			("2025-07-01 00:00:00", False),
		)
		for moment, is_open in cases:
			with self.subTest(moment=moment), self.freeze_time(moment):
				project = self.draft()
				if is_open:
					self.assertEqual(self.file(project).stage, "Filed")
				else:
					self.assertRaises(WindowClosed, self.file, project)
					self.assertEqual(frappe.db.get_value("Brand Project", project.name, "stage"), "Draft")

	def test_the_refusal_names_the_dates_and_keeps_the_text(self):
		with self.freeze_time("2025-07-01 09:00:00"):
			project = self.draft(objectives="Typed with care")
			message = self.refusal(WindowClosed, self.file, project)
		self.assertIn(self.cycle.cycle_name, message)
		self.assertIn(frappe.utils.format_date("2025-06-30"), message)
		self.assertIn("permit", message)
		self.assertEqual(
			frappe.db.get_value("Brand Project", project.name, ["objectives", "filed_on", "quota_slot"]),
			("Typed with care", None, None),
		)

	def test_before_the_window_the_opening_day_is_named(self):
		with self.freeze_time("2025-05-02 09:00:00"):
			message = self.refusal(WindowClosed, self.file, self.draft())
		self.assertIn(frappe.utils.format_date("2025-06-01"), message)

	def test_a_permit_opens_the_window_for_its_unit_until_its_day(self):
		late = make_unit_beside(self)
		frappe.set_user(self.office)
		with self.freeze_time("2025-07-02 09:00:00"):
			make.make_permit(self.cycle, self.unit, valid_until="2025-07-05")
		for day, unit, is_open in (
			("2025-07-05 23:00:00", self.unit, True),
			("2025-07-06 00:00:00", self.unit, False),
			("2025-07-05 23:00:00", late, False),
		):
			with self.subTest(day=day, unit=unit.name), self.freeze_time(day):
				frappe.set_user("Administrator")
				project = make.make_project(self.cycle, unit)
				if is_open:
					self.assertEqual(self.file(project).stage, "Filed")
				else:
					self.assertRaises(WindowClosed, self.file, project)

	def test_nothing_is_filed_in_a_cycle_that_does_not_run(self):
		frappe.set_user("Administrator")
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		cycle.status = "Finished"
		cycle.save()
		frappe.set_user(self.officer)
		with self.freeze_time("2025-06-10 09:00:00"):
			self.assertIn(cycle.cycle_name, self.refusal(BrandError, self.file, self.draft()))

	def test_a_dissolved_unit_files_nothing(self):
		frappe.set_user("Administrator")
		unit = frappe.get_doc("Union Unit", self.unit.name)
		unit.status = "Dissolved"
		unit.save()
		frappe.set_user(self.officer)
		self.assertIn(self.unit.unit_name, self.refusal(BrandError, self.draft))


def make_unit_beside(case):
	frappe.set_user("Administrator")
	return make.make_unit(parent_union_unit=case.union.name)


class TestForm(FilingCase):
	rules = {
		"sections": [
			{
				"form": "Application",
				"field_name": "objectives",
				"label": "Aims",
				"required": 1,
				"max_chars": 10,
			},
			{"form": "Application", "field_name": "plan", "min_chars": 5},
			{"form": "Summary", "field_name": "main_results", "required": 1},
		],
		"endorsements": [
			{"form": "Application", "endorsement": "Unit", "required_before": "Filing"},
			{"form": "Application", "endorsement": "Party", "required_before": "Filing", "scan_required": 1},
			{"form": "Application", "endorsement": "Experts", "required_before": "Not Required"},
		],
		"windows": [{"phase": "Application", "opens_on": "2000-01-01", "closes_on": "2099-12-31"}],
	}

	def draft(self, **values):
		signed = [
			{"endorsement": "Unit", **SIGNED},
			{"endorsement": "Party", **SIGNED, "scan": own.upload("stamped.pdf", b"%PDF")},
		]
		return super().draft(**{"objectives": "十个字以内的目标", "endorsements": signed, **values})

	def test_a_section_over_its_limit_is_named_with_both_numbers(self):
		message = self.refusal(SectionProblem, self.file, self.draft(objectives="超" * 11))
		self.assertIn("Aims has 11 characters; at most 10 are allowed.", message)

	def test_a_section_at_its_limit_is_filed(self):
		self.assertEqual(self.file(self.draft(objectives="满" * 10)).stage, "Filed")

	def test_every_fault_of_the_form_is_named_at_once(self):
		message = self.refusal(SectionProblem, self.file, self.draft(objectives="", plan="短"))
		self.assertIn("Aims is required and empty.", message)
		self.assertIn("has 1 characters; at least 5 are asked for.", message)

	def test_a_new_form_has_a_box_for_each_opinion_that_is_asked_for(self):
		boxes = [row.endorsement for row in self.draft(endorsements=[]).endorsements]
		self.assertEqual(boxes, ["Unit", "Party"])

	def test_a_missing_opinion_is_named_with_its_row(self):
		unsigned = [{"endorsement": "Unit", "signer": "Wang"}, {"endorsement": "Party", **SIGNED}]
		message = self.refusal(EndorsementMissing, self.file, self.draft(endorsements=unsigned))
		self.assertIn("Unit (row 1): Signed On, Seal Affixed is missing.", message)
		self.assertIn("Party (row 2): Stamped Scan is missing.", message)
		message = self.refusal(EndorsementMissing, self.file, self.draft(endorsements=unsigned[:1]))
		self.assertIn("Party: the row is missing under Opinions and Seals.", message)

	def test_a_text_in_a_message_is_shown_as_text(self):
		frappe.set_user("Administrator")
		project = self.draft(project_title="<b>Bold</b> plans", objectives="")
		with self.assertRaises(SectionProblem) as caught:
			self.file(project)
		self.assertIn("&lt;b&gt;Bold", str(caught.exception))


class TestQuota(FilingCase):
	rules = {
		"quotas": [
			{"unit_type": "Staff Association", "cap": 0},
			{"condition": "unit.head_count >= 500", "cap": 3, "duty": 1},
			{"cap": 1},
		],
		"windows": [{"phase": "Application", "opens_on": "2000-01-01", "closes_on": "2099-12-31"}],
	}

	def test_one_more_than_the_quota_is_refused_with_its_rule_and_what_was_filed(self):
		first = self.file(self.draft(project_title="Reading together"))
		self.assertEqual(first.quota_slot, f"{self.cycle.name}|{self.unit.name}|1")
		message = self.refusal(QuotaUsedUp, self.file, self.draft())
		self.assertIn(f"{self.unit.unit_name} may file 1 application(s)", message)
		self.assertIn("row 3 of its quotas", message)
		self.assertIn("Reading together", message)

	def test_the_first_row_that_fits_counts(self):
		cases = ({"head_count": 500}, 3), ({"head_count": 499}, 1), ({"unit_type": "Staff Association"}, 0)
		frappe.set_user("Administrator")
		for values, cap in cases:
			with self.subTest(values=values):
				unit = make.make_unit(**values)
				for _index in range(cap):
					self.file(make.make_project(self.cycle, unit))
				self.assertRaises(QuotaUsedUp, self.file, make.make_project(self.cycle, unit))

	def test_withdrawing_gives_the_slot_back(self):
		first = self.file(self.draft())
		stage.move(first, "Withdrawn")
		self.assertEqual(frappe.db.get_value("Brand Project", first.name, "quota_slot"), None)
		self.assertEqual(self.file(self.draft()).quota_slot, f"{self.cycle.name}|{self.unit.name}|1")

	def test_a_returned_application_keeps_its_slot(self):
		first = self.file(self.draft())
		frappe.set_user(self.office)
		filing.return_to_unit(first, "Add a budget")
		frappe.set_user(self.officer)
		self.assertRaises(QuotaUsedUp, self.file, self.draft())
		again = self.file(frappe.get_doc("Brand Project", first.name))
		self.assertEqual((again.stage, again.quota_slot), ("Filed", first.quota_slot))

	def test_a_condition_that_cannot_be_worked_out_any_more_is_named_with_its_row(self):
		frappe.set_user("Administrator")
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		cycle.quotas[1].condition = "10 // (unit.head_count - 987654) == 5"
		cycle.change_reason = "Larger units only"
		cycle.save()
		frappe.db.set_value("Union Unit", self.unit.name, "head_count", 987654)
		message = self.refusal(ConditionProblem, self.file, self.draft())
		self.assertEqual(
			message,
			"Quotas and Duties, row 2: the condition 10 // (unit.head_count - 987654) == 5 cannot be worked out for "
			f"{self.unit.unit_name}: it divides by zero",
		)

"""Text that is no JSON, lists and sets of values where one value belongs, days that are none: each is told."""

import json

import frappe
from frappe.utils import nowdate

from brand_union.services import mailing, preset_reading, presets, try_it, year_calendar
from brand_union.services.errors import BrandError
from brand_union.services.preset_format import PresetProblem
from brand_union.tests import factories as make
from brand_union.tests.signing_case import FREE, PARTY, SigningCase

NO_JSON = ("", "{", "opinion", "[" * 100_000, "NaN", "3", "null")
NO_VALUES = ([], ["a"], {}, {"name": ["like", "%"]})
NO_DAYS = ("soon", "5", "2026-13-05", "2026-02-30", "0000-00-00", "20260131", " ", 20260131, True, "9" * 40)


class TestBadShapes(SigningCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.admin = make.make_user("Brand Administrator")
		cls.project = cls.draft(cls)

	def told(self, part: str, call, *arguments) -> None:
		"""The call is refused in a sentence that names the part of the request."""
		said = self.refusal(BrandError, call, *arguments)
		self.assertIn(f"The request cannot be read: its part {part} does not have the form", said)

	def stored(self):
		return frappe.get_doc("Brand Project", self.project.name)

	def test_what_was_signed_on_paper(self):
		for junk in (*NO_JSON, "[]", ["a"]):
			with self.subTest(junk=str(junk)[:20]):
				self.told("values", self.stored().add_paper, PARTY, junk)

	def test_fields_of_what_was_signed_on_paper(self):
		said = self.refusal(BrandError, self.stored().add_paper, FREE, {"signer": ["Li Lei"]})
		self.assertIn("Signed By: a list or a set of values cannot be kept here.", said)
		said = self.refusal(BrandError, self.stored().add_paper, FREE, {"signed_on": "soon"})
		self.assertIn("Signed On: soon is no date.", said)

	def test_letters_to_send(self):
		for junk in (*NO_JSON, "{}", "[1]", '[["a"]]', '{"a": "b"}'):
			with self.subTest(junk=str(junk)[:20]):
				self.told("names", mailing.send_letters, junk)

	def test_filters_of_the_calendar(self):
		unreadable = (
			*NO_JSON[1:],
			["a", ["b"]],
			[[1]],
			[["Brand Cycle", "year", "between", 5]],
			{"gone": 1},
			{"year": []},
			[[{}, "=", 1]],
		)
		for junk in unreadable:
			with self.subTest(junk=str(junk)[:20]), self.assertRaises(frappe.ValidationError):
				year_calendar.get_events("2026-01-01", "2026-12-31", filters=junk)
		self.told("filters", lambda: year_calendar.get_events("2026-01-01", "2026-12-31", filters="{"))
		self.told(
			"filters", lambda: year_calendar.get_events("2026-01-01", "2026-12-31", filters={"gone": 1})
		)
		for junk in (day for day in NO_DAYS if isinstance(day, str)):
			with self.subTest(day=junk):
				self.told("end", year_calendar.get_events, "2026-01-01", junk)

	def test_rules_to_try(self):
		frappe.set_user(self.admin)
		for junk in (*NO_JSON, "[]"):
			with self.subTest(junk=str(junk)[:20]):
				self.told("rules", try_it.try_all, junk)
		for junk in ("all", {"cap": 1}, ["all"], 1):
			with self.subTest(quotas=junk):
				self.told("quotas", try_it.try_all, {**self.programme.as_dict(), "quotas": junk})
		quotas = [{"cap": 1, "unit_type": ["x"], "idx": 1}]
		said = self.refusal(BrandError, try_it.try_all, {**self.programme.as_dict(), "quotas": quotas})
		self.assertIn("Row 1, Unit Type: a list or a set of values cannot be kept here.", said)

	def test_lists_in_fields_of_a_new_document(self):
		good = {"doctype": "Brand Project", "cycle": self.cycle.name, "unit": self.unit.name}
		good["project_title"] = "Choir"
		for junk in NO_VALUES:
			for field, label in (
				("organiser", "Filed To"),
				("unit", "Unit"),
				("leader_name", "Leader"),
				("name", "ID"),
			):
				with self.subTest(field=field, junk=junk):
					said = self.refusal(BrandError, frappe.get_doc({**good, field: junk}).insert)
					self.assertIn(
						"a list or a set of values cannot be kept here. Enter a single value.", said
					)
					self.assertIn(label, said)

	def test_lists_in_fields_of_a_stored_document(self):
		for junk in NO_VALUES:
			for field in ("organiser", "unit", "cycle", "stage", "workflow_state", "expected_participants"):
				project = self.stored()
				project.set(field, junk)
				with self.subTest(field=field, junk=junk):
					said = self.refusal(BrandError, project.save)
					self.assertIn("a list or a set of values cannot be kept here.", said)

	def test_lists_in_rows(self):
		rows = {
			"joint_units": "unit",
			"answers": "section",
			"files": "section",
			"endorsements": "endorsement",
			"budget": "amount",
		}
		for table, field in rows.items():
			for junk in NO_VALUES:
				project = self.stored()
				project.append(table, {field: junk})
				with self.subTest(table=table, junk=junk):
					said = self.refusal(BrandError, project.save)
					self.assertIn(f"Row {len(project.get(table))}, ", said)
					self.assertIn("a list or a set of values cannot be kept here.", said)

	def test_tables_that_are_none(self):
		for junk in ("Books", {"heading": "Books"}, ["Books"], [["Books"]], 5):
			with self.subTest(junk=junk):
				self.told("budget", frappe.get_doc, {"doctype": "Brand Project", "budget": junk})
				self.told("budget", self.stored().update, {"budget": junk})

	def test_days_of_a_document(self):
		for junk in NO_DAYS:
			project = self.stored()
			project.starts_on = junk
			with self.subTest(junk=junk):
				said = self.refusal(BrandError, project.save)
				self.assertIn(
					f"is no date. Write it in the order year, month, day, such as {nowdate()}.", said
				)

	def test_days_that_are_some(self):
		for day in ("2026-01-31", "2026-1-31", "2026-01-31 08:30", "2026-01-31T08:30:15.123456"):
			project = self.stored()
			project.starts_on = day
			project.ends_on = "2099-01-01"
			project.save()
			with self.subTest(day=day):
				self.assertEqual(str(self.stored().starts_on), "2026-01-31")

	def test_the_last_day_of_a_permit(self):
		frappe.set_user(self.office)
		for junk in NO_DAYS:
			values = {"doctype": "Brand Permit", "cycle": self.cycle.name, "unit": self.unit.name}
			permit = frappe.get_doc({**values, "phase": "Application", "reason": "Ill", "valid_until": junk})
			with self.subTest(junk=junk):
				self.assertIn("is no date.", self.refusal(BrandError, permit.insert))

	def test_a_deep_file_is_no_programme(self):
		frappe.set_user(self.admin)
		path = preset_reading.shipped()["hit_2025"]
		content = json.loads(path.read_text(encoding="utf-8"))
		for depth in (30, 300, 900):
			nested = json.loads("[" * depth + "]" * depth)
			for part in (
				{"programme": {**content["programme"], "quotas": nested}},
				{"score_sheets": nested},
				{"title": nested},
			):
				text = json.dumps({**content, **part})
				with self.subTest(depth=depth, part=next(iter(part))):
					said = self.refusal(PresetProblem, presets.preview_file, text)
					self.assertIn("its parts are nested too deeply", said)

"""Files that are no programme: each is refused with what is wrong and where, and changes nothing."""

import json
import re

from brand_union.services import presets
from brand_union.services.preset_format import FORMAT, PresetProblem
from brand_union.services.preset_reading import MOST_BYTES, read_text
from brand_union.services.test_presets import PresetTestCase, plain


class TestReading(PresetTestCase):
	def refuse_text(self, text: str, sentence: str) -> None:
		before = self.counts()
		with self.assertRaises(PresetProblem) as caught:
			presets.load_file(text, self.organiser)
		self.assertIn(sentence, plain(str(caught.exception)))
		self.assertEqual(self.counts(), before)

	def text(self, **values) -> str:
		return json.dumps({**self.content, **values}, ensure_ascii=False)

	def test_not_json(self):
		for text, sentence in (
			("", "line 1, character 1"),
			("# Programme\n", "line 1, character 1"),
			('{"format": 1,\n "title": }', "line 2, character 11"),
			("<html></html>", "line 1, character 1"),
			('{"format": NaN}', "NaN is not a number"),
			('{"format": 1' + "0" * 5000 + "}", "a number in it is too long"),
			("[" * 100_000, "nested too deeply"),
		):
			with self.subTest(text=text[:20]):
				self.refuse_text(text, sentence)

	def test_json_that_is_no_programme(self):
		for text in ("[]", "3", '"text"', "null"):
			with self.subTest(text):
				self.refuse_text(text, "The file holds no programme")

	def test_a_key_that_is_said_twice(self):
		self.refuse_text('{"format": 1, "title": "a", "title": "b"}', "The file says title twice")

	def test_formats(self):
		for given in (None, "1", 0, True, 1.0):
			with self.subTest(given):
				self.refuse_text(self.text(format=given), "does not say its format")
		self.refuse_text(
			self.text(format=FORMAT + 1), f"has format {FORMAT + 1}, and this site reads up to {FORMAT}"
		)

	def test_huge_file(self):
		filler = "长" * (MOST_BYTES // 3)
		self.refuse_text(self.text(title=filler), f"a programme takes {MOST_BYTES} at most")

	def test_a_byte_order_mark_does_no_harm(self):
		self.assertEqual(read_text("\ufeff" + self.text()), self.content)
		self.assertEqual(presets.load_file("\ufeff" + self.text(), self.organiser), "TEST-PRESET")


class TestRows(PresetTestCase):
	def test_every_wrong_row_is_named(self):
		self.programme["windows"][2]["phase"] = "Judging"
		self.programme["windows"][0]["opens_on"] = "2025-06-31"
		self.programme["colour"] = "red"
		del self.content["categories"][1]["category_name"]
		self.content["score_sheets"][0]["criteria"][0]["max_score"] = "many"
		phases = "Application, Formal Check, Review, Notice, Cultivation, Mid-term, Acceptance, Acceptance Review, Award"
		self.refuse(
			"Brand Programme: Brand Programme has no field colour.",
			"Brand Programme, Windows, row 1: Opens On is 2025-06-31; it must be a date like 2030-12-31.",
			f"Brand Programme, Windows, row 3: Phase is Judging; it must be one of: {phases}.",
			"Brand Category 2: Name of the Category is missing.",
			"Score Sheet 1, Criteria, row 1: Highest Score is many; it must be a number.",
		)

	def test_wrong_types(self):
		for field, value, sentence in (
			("notice_days", "5", "Public Notice (Working Days) is 5; it must be a whole number."),
			("notice_days", 2.5, "Public Notice (Working Days) is 2.5; it must be a whole number."),
			(
				"notice_days",
				10**400,
				f"Public Notice (Working Days) is 1{'0' * 59}…; it must be a whole number.",
			),
			(
				"notice_days",
				2**40,
				"Public Notice (Working Days) is 1099511627776; it must be a whole number.",
			),
			("votes_needed", True, "Votes Needed (%) is True; it must be a number."),
			("hide_unit", 2, "Hide Unit and People from Jurors is 2; it must be 0 or 1."),
			("description", {"a": 1}, "Description is {'a': 1}; it must be text."),
			("programme_name", 7, "Programme Name is 7; it must be text."),
			("windows", "all year", "Windows is all year; it must be a list of rows."),
			("status", "Asleep", "Status is Asleep; it must be one of: Active, Retired."),
		):
			with self.subTest(field=field, value=str(value)[:20]):
				before = self.programme.get(field)
				self.programme[field] = value
				self.refuse(f"Brand Programme: {sentence}")
				self.programme[field] = before

	def test_rows_and_records_that_are_none(self):
		self.programme["quotas"].append("one each")
		self.refuse("Brand Programme, Quotas and Duties, row 2: this is no row.")
		self.content["categories"].append(["六"])
		self.refuse("categories, row 7: this is no record.")

	def test_what_the_system_works_out_is_no_field_of_a_file(self):
		self.content["score_sheets"][1]["total_max"] = 100
		self.content["categories"][0]["programme"] = "OTHER"
		self.programme["owner"] = "Administrator"
		self.refuse(
			"Brand Programme: Brand Programme has no field owner.",
			"Brand Category 1: Brand Category has no field programme.",
			"Score Sheet 2: Score Sheet has no field total_max.",
		)

	def test_repeated_rows_and_records(self):
		self.programme["quotas"].append({**self.programme["quotas"][0], "clause": "五"})
		self.content["categories"].append({**self.content["categories"][2], "category_name": "Again"})
		self.content["tags"] = [{"tag_name": "TEST"}, {"tag_name": "TEST"}]
		self.refuse(
			"Brand Programme, Quotas and Duties, row 2: the row is there already.",
			"Union Tag 2: TEST is there already.",
			"Brand Category 7: 3 is there already.",
		)

	def test_missing_and_unknown_parts(self):
		del self.content["categories"]
		self.content["logo"] = "data:"
		self.content["clauses"] = ["四"]
		self.refuse(
			"A programme's file has no part logo.",
			"The preset has no part categories.",
			"The preset has no part clauses.",
		)


class TestLinks(PresetTestCase):
	def test_unknown_score_sheet(self):
		self.programme["selection_sheet"] = "Nowhere"
		self.refuse("Brand Programme: there is no score sheet Nowhere for Selection.")

	def test_sheet_of_the_other_purpose(self):
		self.programme["selection_sheet"] = self.programme["acceptance_sheet"]
		self.refuse(
			f"Brand Programme: there is no score sheet {self.programme['acceptance_sheet']} for Selection."
		)

	def test_unknown_tag(self):
		self.programme["quotas"][0]["tag"] = "TEST nowhere"
		self.refuse("Brand Programme, Quotas and Duties, row 1: there is no Union Tag TEST nowhere.")

	def test_clauses_of_nothing(self):
		self.content["clauses"] = {"colour": "四", "method": 4}
		self.refuse("Clauses: Brand Programme has no field colour.", "Clauses: method is 4; it must be text.")

	def test_organisers(self):
		self.content["organisers"] = [
			{"key": "women", "title": "妇联", "colour": "red"},
			{"key": "women", "title": "妇联"},
			{"title": "nobody"},
		]
		self.programme["co_organisers"] = [{"organiser": "choir"}]
		self.refuse(
			"Organisers, row 1: Organisers has no field colour.",
			"Organisers, row 3: it takes a key and a title, both as text.",
			"Organisers, row 2: women is there already.",
			"Brand Programme: choir is not among the organisers of the file.",
		)

	def test_what_a_record_itself_refuses_takes_everything_back(self):
		self.programme["quotas"][0].update(duty=3, cap=1)
		self.refuse(
			"Brand Programme TEST-PRESET: These rules cannot work:Quotas and Duties, row 1: at least 3, but at most 1."
		)
		self.programme["quotas"][0].update(duty=0)
		self.content["categories"][3]["category_code"] = "<b>"
		before = self.counts()
		with self.assertRaises(PresetProblem) as caught:
			self.load()
		self.assertRegex(plain(str(caught.exception)), "Brand Category TEST-PRESET-<b>: ")
		self.assertEqual(self.counts(), before)

	def test_no_markup_of_a_file_reaches_the_page(self):
		self.programme["<img src=x onerror=alert(1)>"] = 1
		self.content["title"] = "x"
		with self.assertRaises(PresetProblem) as caught:
			self.load()
		self.assertFalse(re.search(r"<img", str(caught.exception)))

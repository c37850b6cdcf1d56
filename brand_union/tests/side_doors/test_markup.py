"""Texts that run in the browser of whoever reads them: whatever a unit types, the office's form shows no script."""

import json

import frappe

from brand_union.services import markup
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.cases import FilingCase

SCRIPT = "<img src=x onerror=alert(1)>"
# {what is typed: what is kept}
TRICKS = {
	SCRIPT: '<img src="x">',
	f'"{SCRIPT}"': '"<img src="x">"',
	f'["{SCRIPT}"]': '["<img src="x">"]',
	f"<![CDATA[>{SCRIPT}]]>": '<!--[CDATA[--><img src="x">]]&gt;',
	f"<!-- markdown -->{SCRIPT}": '<!-- markdown --><img src="x">',
	"<img src=x onerror=alert(1) x": "< img src=x onerror=alert(1) x",
	"<svg/onload=alert(1)//": "< svg/onload=alert(1)//",
	"<b>So</b> <img src=x onerror=alert(1) x": "<b>So</b> &lt; img src=x onerror=alert(1) x",
}
PLAIN = ("5 < 6 & 7 > 3", "人数<预期", '{"a": 1}', "<- so", "1<2", "")


class TestMarkup(FilingCase):
	rules = {"sections": own.rows()}

	def test_no_text_of_a_document_or_its_rows_runs(self):
		for typed, kept in TRICKS.items():
			with self.subTest(text=typed):
				project = self.draft(
					leader_name=typed,
					objectives=typed,
					budget=[{"heading": "Books", "amount": 1, "basis": typed}],
					answers=own.answers(past_results=typed, reach=typed),
				)
				project.reload()
				answers = {row.section: row.answer for row in project.answers}
				texts = (
					*(project.leader_name, project.objectives, project.budget[0].basis),
					*(answers["past_results"], answers["reach"]),
				)
				self.assertEqual(set(texts), {kept})

	def test_nor_does_what_an_office_writes(self):
		frappe.set_user(self.office)
		permit = make.make_permit(self.cycle, self.unit, reason=f'"{SCRIPT}"')
		self.assertEqual(permit.reason, '"<img src="x">"')

	def test_what_is_no_markup_stays_as_it_was_typed(self):
		for text in PLAIN:
			with self.subTest(text=text):
				self.assertEqual(markup.harmless(text), text)

	def test_what_was_made_harmless_stays_so(self):
		for text in TRICKS:
			with self.subTest(text=text):
				once = markup.harmless(text)
				self.assertEqual(markup.harmless(once), once)

	def test_a_table_keeps_its_cells_and_holds_no_markup(self):
		cells = [{"成果": SCRIPT, "年份": "2025 <b"}]
		project = self.draft(answers=own.answers(achievements=json.dumps(cells)))
		row = next(row for row in project.answers if row.section == "achievements")
		self.assertEqual(json.loads(row.answer), cells)
		self.assertNotIn("<", row.answer)

	def test_a_long_text_of_brackets_is_done_at_once(self):
		with self.assertQueryCount(0):
			self.assertEqual(len(markup.harmless("<a" * 20_000)), 60_000)

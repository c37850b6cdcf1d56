"""What others read of the school's own sections: jurors, frozen versions, paper, adjustments."""

import json
from hashlib import sha256

import frappe
from frappe.translate import print_language

from brand_union.brand_union.doctype.brand_adjustment.brand_adjustment import BrandAdjustment
from brand_union.services import comparison, filing, material, packets, paper, section_form, snapshots
from brand_union.services.adjustment import answer, apply, propose
from brand_union.services.errors import AdjustmentProblem
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.cases import FilingCase

OPEN = [{"phase": "Application", "opens_on": "2000-01-01", "closes_on": "2099-12-31"}]


class ReadCase(FilingCase):
	rules = {
		"sections": own.rows(reach={"identity_free": 0}, readers={"shown_to_jurors": 0}),
		"windows": OPEN,
	}

	def filed(self, **values):
		values = {"answers": own.answers(), "files": [own.photo()], **values}
		return self.file(self.draft(**values))


class TestPacket(ReadCase):
	def packet(self, project, hide_unit=False) -> dict:
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		return {entry["label"]: entry for entry in packets.build(project, cycle, hide_unit)}

	def test_jurors_read_what_the_rows_show_them(self):
		packet = self.packet(self.filed())
		self.assertEqual(packet["前期成效"]["value"], own.ANSWERS["past_results"])
		self.assertEqual(packet["覆盖范围"]["value"], "学院")
		self.assertEqual(packet["代表性成果"]["rows"], own.TABLE)
		self.assertEqual(packet["代表性成果"]["columns"], ["成果", "年份"])
		self.assertNotIn("参与人数", packet)
		self.assertNotIn("活动照片", packet)

	def test_what_is_not_free_of_identity_stays_out_when_units_are_hidden(self):
		self.assertNotIn("覆盖范围", self.packet(self.filed(), hide_unit=True))

	def test_names_are_masked_in_texts_tables_and_captions(self):
		name = self.unit.unit_name
		table = json.dumps([{"成果": f"{name}书屋", "年份": "2024"}], ensure_ascii=False)
		text = f"{name}主办。"  # the section takes twenty characters, and units are numbered
		project = self.filed(
			answers=own.answers(past_results=text, achievements=table), files=[own.photo(caption=name)]
		)
		panel = frappe._dict(cycle=self.cycle.name, hide_unit=1, give_files=1)
		given = material.prepare(panel, project)
		self.assertNotIn(name, given.packet)
		self.assertEqual([one.caption for one in given.candidates], ["活动照片: ＊＊"])
		self.assertEqual(given.masked[name], 2)

	def test_files_follow_their_section(self):
		project = self.filed(files=[own.photo(), own.photo(own.upload("二.png", own.picture("blue")))])
		panel = frappe._dict(cycle=self.cycle.name, hide_unit=0, give_files=1)
		captions = [one.caption for one in material.prepare(panel, project).candidates]
		self.assertEqual(captions, ["活动照片: 读书月启动"] * 2)
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		row = next(row for row in cycle.sections if row.field_name == "photos")
		for values, hide_unit in (({"shown_to_jurors": 0}, 0), ({"identity_free": 0}, 1)):
			with self.subTest(values=values):
				frappe.db.set_value(
					row.doctype, row.name, {"shown_to_jurors": 1, "identity_free": 1, **values}
				)
				frappe.clear_document_cache("Brand Cycle", self.cycle.name)
				panel.hide_unit = hide_unit
				self.assertEqual(material.prepare(panel, project).candidates, [])

	def test_a_file_that_was_taken_out_again_reaches_no_juror(self):
		project = self.draft(
			answers=own.answers(), files=[own.photo(own.upload("旧.png", own.picture("gold")))]
		)
		project.update({"files": [own.photo(own.upload("新.png", own.picture("navy")))]}).save()
		panel = frappe._dict(cycle=self.cycle.name, hide_unit=0, give_files=1)
		given = material.prepare(panel, self.file(project))
		self.assertEqual([one.file_name for one in given.candidates], ["新.png"])


class TestFrozen(ReadCase):
	def test_a_snapshot_holds_titles_and_the_hashes_of_files(self):
		content = snapshots.latest("Brand Project", self.filed().name, snapshots.AS_FILED)
		self.assertEqual(
			content["answers"][0],
			{
				"section": "past_results",
				"title": "前期成效",
				"kind": "Long Text",
				"answer": own.ANSWERS["past_results"],
			},
		)
		(file,) = content["files"]
		self.assertEqual(
			(file["sha256"], file["file_size"], file["caption"]),
			(sha256(own.picture()).hexdigest(), len(own.picture()), "读书月启动"),
		)

	def test_differences_stand_under_the_titles(self):
		project = self.filed()
		frappe.set_user(self.office)
		filing.return_to_unit(project, "Say more")
		frappe.set_user(self.officer)
		project = frappe.get_doc("Brand Project", project.name)
		table = json.dumps([own.TABLE[0], {"成果": "巾帼讲堂", "年份": "2026"}], ensure_ascii=False)
		project.update(
			{
				"answers": [
					{"section": "reach", "answer": "全校"},
					{"section": "achievements", "answer": table},
				],
				"files": [own.photo(own.upload("新.png", own.picture("navy")), caption="新照片")],
			}
		)
		project.save()
		self.file(project)
		(changes,) = comparison.versions_of(frappe.get_doc("Brand Project", project.name))["changes"]
		rows = [(row["place"], row["old"], row["new"]) for row in changes["rows"]]
		self.assertIn(("覆盖范围", "学院", "全校"), rows)
		self.assertIn(
			(
				"代表性成果",
				"成果: 职工书屋 · 年份: 2024\n成果: 巾帼讲堂 · 年份: 2025",
				"成果: 职工书屋 · 年份: 2024\n成果: 巾帼讲堂 · 年份: 2026",
			),
			rows,
		)
		self.assertEqual(
			[row[0] for row in rows if "照片" in row[1] + row[2] or "启动" in row[1]], ["活动照片"] * 2
		)


class TestPaper(ReadCase):
	def blocks(self, project) -> list[dict]:
		with print_language("zh"):
			return paper.brand_paper(project)["blocks"]

	def test_sections_are_printed_in_the_order_of_the_rows(self):
		blocks = self.blocks(self.filed(team=[], budget=[], objectives=""))
		self.assertEqual(
			[(block["name"], block["label"]) for block in blocks],
			[
				("box", "前期成效"),
				("line", "参与人数"),
				("ticks", "覆盖范围"),
				("table", "代表性成果"),
				("table", "活动照片"),
			],
		)
		self.assertEqual(blocks[0]["limit"], 20)
		self.assertEqual([option["ticked"] for option in blocks[2]["options"]], [False, True, False])
		self.assertEqual(blocks[3]["rows"], [["职工书屋", "2024"], ["巾帼讲堂", "2025"]])
		self.assertEqual(blocks[4]["rows"][0][0], "读书月启动")

	def test_what_was_filled_in_is_printed_though_the_cycle_does_not_list_it(self):
		names = [block["name"] for block in self.blocks(self.filed())]
		self.assertEqual(names[-3:], ["team", "box", "budget"])

	def test_a_text_of_a_unit_cannot_become_markup(self):
		project = self.draft(answers=own.answers(past_results="<b>粗</b>"), files=[])
		html = paper.as_html(project, paper._print_format("Brand Project", None))
		self.assertIn("&lt;b&gt;粗", html)
		self.assertNotIn("<b>粗", html)


class TestAdjusted(ReadCase):
	def adjust(self, project, **changes) -> BrandAdjustment:
		rows = [{"field_name": key, "new_value": value} for key, value in changes.items()]
		values = {
			"project": project.name,
			"reason": "Too narrow",
			"consultation": "By telephone",
			"changes": rows,
		}
		return frappe.get_doc({"doctype": "Brand Adjustment", **values}).insert()

	def decided(self):
		return make.advance(self.filed(), "Decided")

	def test_a_text_a_number_and_a_choice_are_adjusted(self):
		frappe.set_user("Administrator")
		project = self.decided()
		adjustment = self.adjust(project, past_results="一年三次", readers="500", reach="全校")
		self.assertEqual(
			[row.field_label for row in adjustment.changes], ["前期成效", "参与人数", "覆盖范围"]
		)
		self.assertEqual(adjustment.changes[1].old_value, "320")
		propose(adjustment)
		frappe.set_user(self.officer)
		answer(frappe.get_doc("Brand Adjustment", adjustment.name), True)
		frappe.set_user("Administrator")
		apply(frappe.get_doc("Brand Adjustment", adjustment.name))
		answers = {row.section: row.answer for row in frappe.get_doc("Brand Project", project.name).answers}
		self.assertEqual(
			(answers["past_results"], answers["readers"], answers["reach"]), ("一年三次", "500", "全校")
		)
		self.assertEqual(answers["achievements"], own.ANSWERS["achievements"])

	def test_what_cannot_be_adjusted_is_refused_with_its_row(self):
		frappe.set_user("Administrator")
		project = self.decided()
		cases = (
			({"achievements": "[]"}, "Row 1: 代表性成果 is a table or holds files"),
			({"photos": "x"}, "Row 1: 活动照片 is a table or holds files"),
			({"readers": "5"}, "参与人数 is 5; it must be at least 10."),
			({"reach": "全国"}, "全国 is not among the choices"),
		)
		for changes, sentence in cases:
			with self.subTest(changes=changes):
				self.assertIn(sentence, self.refusal(AdjustmentProblem, self.adjust, project, **changes))


class TestForm(ReadCase):
	def test_the_desk_is_told_what_the_form_asks_for(self):
		rules = section_form.rules_of_form("Brand Project", self.cycle.name)
		self.assertEqual([row["key"] for row in rules["sections"]], [row["field_name"] for row in own.ROWS])
		self.assertEqual(rules["editable"], ["Draft"])
		self.assertEqual(
			[row["hint"] for row in rules["sections"]],
			[
				"At most 20 characters",
				"A number from 10 to 5000",
				"",
				"",
				"1 to 2 files, jpg, png, pdf, each at most 1 MB",
			],
		)
		self.assertIn("foundation", rules["unlisted"])
		self.assertTrue({"category", "kind", "endorsements", "project_title"}.isdisjoint(rules["unlisted"]))

	def test_only_those_who_read_the_cycle_are_told(self):
		frappe.set_user(make.make_user("Brand Juror"))
		self.assertRaises(
			frappe.PermissionError, section_form.rules_of_form, "Brand Project", self.cycle.name
		)

"""The school's own sections: kept while a draft is written, held against their limits when it is filed."""

from pathlib import Path

import frappe

from brand_union.services import packets, paper, snapshots, stage
from brand_union.services.errors import FrozenContent, SectionProblem
from brand_union.services.workflow_actions import apply_workflow
from brand_union.tests import factories as make
from brand_union.tests import own_sections as own
from brand_union.tests.cases import CycleCase, FilingCase


class OwnSectionsCase(FilingCase):
	"""A cycle whose application has a section of every kind."""

	rules = {
		"sections": own.rows(),
		"windows": [{"phase": "Application", "opens_on": "2000-01-01", "closes_on": "2099-12-31"}],
	}

	def draft(self, **values):
		return super().draft(**{"answers": own.answers(), "files": [own.photo()], **values})

	def answers_of(self, project) -> dict:
		project = frappe.get_doc("Brand Project", project.name)
		return {row.section: row.answer for row in project.answers}


class TestKept(OwnSectionsCase):
	def test_a_new_form_has_a_row_for_each_section_in_order(self):
		project = super().draft(answers=[], files=[])
		self.assertEqual(
			[(row.section, row.title, row.kind) for row in project.answers],
			[(row["field_name"], row["label"], row["kind"]) for row in own.ROWS],
		)

	def test_answers_come_in_any_order_and_a_table_as_json_or_as_a_list(self):
		given = [{"section": "achievements", "answer": own.TABLE}, {"section": "readers", "answer": 320}]
		project = super().draft(answers=given)
		self.assertEqual(
			self.answers_of(project),
			{
				"past_results": "",
				"readers": "320",
				"reach": "",
				"achievements": own.ANSWERS["achievements"],
				"photos": "",
			},
		)

	def test_a_section_that_is_left_out_keeps_its_answer_and_its_row(self):
		project = self.draft()
		names = {row.section: row.name for row in project.answers}
		project.update({"answers": [{"section": "reach", "answer": "全校"}]})
		project.save()
		self.assertEqual(self.answers_of(project), {**own.ANSWERS, "reach": "全校", "photos": ""})
		self.assertEqual({row.section: row.name for row in project.answers}, names)

	def test_what_cannot_be_kept_is_refused_with_its_row(self):
		cases = (
			(
				[{"section": "nowhere", "answer": "x"}],
				"Further Sections, row 1: this form has no section nowhere",
			),
			(
				[*own.answers(), {"section": "reach", "answer": "全校"}],
				"row 5: the section reach is answered twice",
			),
			(
				[{"section": "achievements", "answer": "读书会"}],
				"代表性成果 must be a list of rows with the columns",
			),
			([{"section": "achievements", "answer": '{"成果": "x"}'}], "must be a list of rows"),
			([{"section": "achievements", "answer": [{"单位": "x"}]}], "代表性成果 has no column 单位"),
			([{"section": "past_results", "answer": ["x"]}], "the answer to 前期成效 must be a text"),
			([{"section": "past_results", "answer": {"x": 1}}], "the answer to 前期成效 must be a text"),
		)
		for answers, sentence in cases:
			with self.subTest(sentence=sentence):
				self.assertIn(sentence, self.refusal(SectionProblem, super().draft, answers=answers))
		message = self.refusal(SectionProblem, super().draft, files=[own.photo(section="reach")])
		self.assertIn("Files, row 1: this form has no section reach. It has: photos.", message)

	def test_titles_and_kinds_cannot_be_written(self):
		project = self.draft()
		project.answers[0].title = "Something else"
		self.assertRaises(FrozenContent, project.save)

	def test_what_is_asked_no_more_stays_until_filing(self):
		project = self.draft()
		frappe.set_user("Administrator")
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		cycle.sections = [row for row in cycle.sections if row.field_name != "reach"]
		cycle.change_reason = "Asked too much"
		cycle.save()
		frappe.set_user(self.officer)
		project.project_title = "Another title"
		project.save()
		self.assertEqual(self.answers_of(project)["reach"], "学院")
		self.file(project)
		self.assertNotIn("reach", self.answers_of(project))

	def test_what_was_filed_keeps_its_titles(self):
		project = self.file(self.draft())
		frappe.set_user("Administrator")
		cycle = frappe.get_doc("Brand Cycle", self.cycle.name)
		cycle.update({"change_reason": "A better title"}).sections[0].label = "Renamed"
		cycle.save()
		project = frappe.get_doc("Brand Project", project.name)
		project.save()
		self.assertEqual(project.answers[0].title, "前期成效")
		project.answers[0].answer = "改动"
		self.assertRaises(FrozenContent, project.save)


class TestLimits(OwnSectionsCase):
	def refused(self, **values) -> str:
		project = self.draft(**values)
		message = self.refusal(SectionProblem, self.file, project)
		self.assertEqual(frappe.db.get_value("Brand Project", project.name, "stage"), "Draft")
		return message

	def test_a_complete_form_is_filed(self):
		self.assertEqual(self.file(self.draft()).stage, "Filed")

	def test_every_section_is_named_with_its_limit(self):
		cases = (
			({"past_results": "长" * 21}, "前期成效 has 21 characters; at most 20 are allowed."),
			({"past_results": None}, "前期成效 is required and empty."),
			({"readers": "9"}, "参与人数 is 9; it must be at least 10."),
			({"readers": "5001"}, "参与人数 is 5001; it must be at most 5000."),
			({"readers": "三百"}, "参与人数: 三百 is no number."),
			({"reach": "全国"}, "覆盖范围: 全国 is not among the choices. Choose one of: 全校, 学院, 班组."),
			({"achievements": '[{"成果": "书屋"}]'}, "代表性成果, row 1: 年份 is empty."),
			({"achievements": "[]"}, "代表性成果 is required and empty."),
		)
		for changes, sentence in cases:
			with self.subTest(sentence=sentence):
				self.assertIn(sentence, self.refused(answers=own.answers(**changes)))

	def test_all_faults_are_named_at_once_and_nothing_is_lost(self):
		project = self.draft(answers=own.answers(readers="9", reach="全国"), files=[])
		message = self.refusal(SectionProblem, self.file, project)
		for title in ("参与人数", "覆盖范围", "活动照片"):
			self.assertIn(title, message)
		self.assertEqual(self.answers_of(project)["readers"], "9")

	@staticmethod
	def wrong_files() -> list[tuple[list[str], str]]:
		"""[(addresses of files, why a form with them is not filed)]."""
		# A name is on the disk once.
		n = make.number()
		large = own.upload(f"大图{n}.png", own.picture().ljust(1_572_864, b"\0"))
		return [
			([], "活动照片 is required and empty."),
			(
				[own.upload(f"{hue}{n}.png", own.picture(hue)) for hue in ("red", "blue", "green")],
				"has 3 files; at most 2",
			),
			([large], f"活动照片: 大图{n}.png has 1.5 MB; each file may have at most 1 MB."),
			(
				[own.upload(f"名单{n}.csv", b"a,b")],
				f"活动照片: 名单{n}.csv is of the kind csv; these kinds are asked for: jpg, png, pdf.",
			),
			(
				[own.upload(f"冒充{n}.pdf", b"hello")],
				f"活动照片: 冒充{n}.pdf is not what its ending pdf says.",
			),
		]

	def test_files_are_counted_and_weighed_as_they_lie_on_the_disk(self):
		for urls, sentence in self.wrong_files():
			with self.subTest(sentence=sentence):
				self.assertIn(sentence, self.refused(files=[own.photo(url) for url in urls]))

	def test_the_button_that_files_refuses_the_same_files(self):
		for urls, sentence in self.wrong_files():
			project = self.draft(files=[own.photo(url) for url in urls])
			with self.subTest(sentence=sentence):
				self.assertIn(sentence, self.refusal(SectionProblem, self.press_file, project))
				kept = frappe.db.get_value("Brand Project", project.name, ["stage", "filed_on"])
				self.assertEqual(kept, ("Draft", None))
				self.assertFalse(frappe.db.exists("Brand Snapshot", {"reference_name": project.name}))
		self.assertEqual(self.press_file(self.draft()).stage, "Filed")

	@staticmethod
	def press_file(project):
		"""What the browser sends for the action of the workflow."""
		return apply_workflow(frappe.as_json(project.as_dict()), "File Application")

	def test_the_size_that_the_caller_says_does_not_count(self):
		url = own.upload("大图.png", own.picture() + b"\0" * 1_300_000, file_size=10)
		self.assertIn("each file may have at most 1 MB", self.refused(files=[own.photo(url)]))

	def test_a_lost_file_is_named(self):
		project = self.draft()
		frappe.set_user("Administrator")
		Path(frappe.get_site_path(project.files[0].file.lstrip("/"))).unlink()
		frappe.set_user(self.officer)
		self.assertIn("cannot be found", self.refusal(SectionProblem, self.file, project))


class TestCategories(FilingCase):
	rules = {
		"sections": [
			*own.rows(past_results={"categories": "A"}, photos={"required": 0}),
			{"form": "Application", "field_name": "plan", "required": 1, "categories": "A\nB"},
		],
		"windows": OwnSectionsCase.rules["windows"],
	}

	@classmethod
	def make_programme(cls, **rules):
		programme = super().make_programme(**rules)
		cls.categories = {
			code: make.make_category(programme.name, category_code=code).name for code in ("A", "B", "C")
		}
		return programme

	def test_a_row_for_other_categories_is_not_demanded(self):
		others = own.answers(past_results=None)
		for code, missing in (
			("A", {"前期成效", "Plan of Implementation"}),
			("B", {"Plan of Implementation"}),
			("C", set()),
			(None, set()),
		):
			with self.subTest(code=code):
				project = self.draft(answers=others, category=self.categories.get(code))
				asked = {"前期成效", "Plan of Implementation"}
				if missing:
					message = self.refusal(SectionProblem, self.file, project)
					self.assertEqual({title for title in asked if title in message}, missing)
				else:
					self.assertEqual(self.file(project).stage, "Filed")

	def test_what_was_typed_for_another_category_comes_back_with_it_and_is_not_filed(self):
		project = self.draft(answers=own.answers(), category=self.categories["A"])
		project.category = self.categories["C"]
		project.save()
		project.category = self.categories["A"]
		project.save()
		self.assertEqual(project.answers[0].answer, own.ANSWERS["past_results"])
		project.category = self.categories["C"]
		project.save()
		self.assertNotIn("past_results", {row.section for row in self.file(project).answers})


class TestSummary(CycleCase):
	rules = {"sections": own.rows("Summary")}

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.project = make.make_project(cls.cycle, cls.unit, stage="Under Way")

	def test_a_summary_has_sections_of_its_own(self):
		self.assertEqual(list(self.project.answers), [])
		summary = make.make_acceptance(self.project)
		self.assertEqual([row.section for row in summary.answers], [row["field_name"] for row in own.ROWS])
		message = self.refusal(SectionProblem, stage.move, summary, "Filed")
		self.assertIn("前期成效 is required and empty.", message)
		summary = frappe.get_doc("Brand Acceptance", summary.name)
		summary.update({"answers": own.answers(), "files": [own.photo()]}).save()
		stage.move(summary, "Filed")
		content = snapshots.latest("Brand Acceptance", summary.name, snapshots.SUMMARY_FILED)
		self.assertEqual([row["title"] for row in content["answers"]], [row["label"] for row in own.ROWS])
		blocks = paper.brand_paper(frappe.get_doc("Brand Acceptance", summary.name))["blocks"]
		self.assertEqual([block["name"] for block in blocks[:5]], ["box", "line", "ticks", "table", "table"])
		entries = packets.build(frappe.get_doc("Brand Acceptance", summary.name), self.cycle, False)
		self.assertIn("前期成效", [entry["label"] for entry in entries])

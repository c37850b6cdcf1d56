"""July: formal check, review, decision, adjustment, start of the work."""

from collections import Counter

from brand_union.demo import files
from brand_union.demo.year import filing, reviewing, selection
from brand_union.demo.year.story import ADMIN, OFFICE, chair_of, officer_of
from brand_union.tests.year import questions
from brand_union.tests.year.case import JUROR, JUROR_OF_A_UNIT, OBSERVER, OTHER_JUROR, YearCase, chapter

APPROVED_ONLY = {"tier", "approved_amount"}


class July(YearCase):
	@chapter
	def test_07_formal_check(self):
		office, project = self.people(OFFICE), self.project("HIT-21")
		with self.refuses("FormalCheckOpen", "not checked yet"):
			office.act("Brand Project", project, filing.PASS_CHECK)
		filing.check_all(self.year)
		self.assertEqual(questions.stages(self.year.cycle), {"Checked": 20, "Draft": 3})
		checks = office.read("Brand Project", project)["checks"]
		waived = [row["reason"] for row in checks if row["result"] == "Waived"]
		self.assertEqual(waived, [self.waiver()["reason"]])
		self.assertEqual(self.people(officer_of("HIT-21")).read("Brand Project", project)["checks"], checks)

	def waiver(self) -> dict:
		return files.read("scenario")["formal_check"]["waived"][0]

	@chapter
	def test_08_the_panel_opens(self):
		opened, expected = selection.open_panel(self.year), self.expected["selection_totals"]
		self.assertEqual(opened, {"sheets": expected["sheets"], "recused": expected["recused"]})
		self.assertEqual(questions.stages(self.year.cycle)["In Review"], 20)
		panel = self.year.panels[selection.SELECTION]
		recusals = files.read("scenario")["selection_panel"]["recusals"]
		wanted = [{key: row[key] for key in ("juror", "unit", "conflict")} for row in recusals]
		self.assertEqual(questions.who_could_not(panel), wanted)
		self.assertEqual(
			(self.sees(JUROR, "Brand Review"), self.sees(JUROR_OF_A_UNIT, "Brand Review")), (20, 19)
		)

	@chapter
	def test_09_jurors_see_their_sheets_and_nothing_else(self):
		juror, sheet = self.people(JUROR), self.sheet("HIT-01", JUROR)
		for doctype in ("Brand Project", "Panel Assignment", "Review Panel", "Union Unit", "Brand Snapshot"):
			with self.refuses("PermissionError"):
				juror.find(doctype)
		with self.refuses("PermissionError"):
			juror.read("Brand Project", self.project("HIT-01"))
		with self.refuses("PermissionError"):
			self.people(OTHER_JUROR).read("Brand Review", sheet)
		with self.refuses("PermissionError"):
			self.people(officer_of("HIT-01")).find("Brand Review")
		seen = juror.read("Brand Review", sheet)
		self.assertNotIn(self.project("HIT-01"), str(seen))
		self.assertEqual(
			(seen["owner"], seen["packet_title"]), ("Administrator", "“星火追光”航天精神宣讲行动")
		)

	def sheet(self, unit: str, juror: str) -> str:
		return reviewing.sheets_of(self.year, selection.SELECTION)[self.project(unit), juror]

	@chapter
	def test_10_scores_keep_to_the_sheet(self):
		juror, sheet = self.people(JUROR), self.sheet("HIT-01", JUROR)
		rows = juror.read("Brand Review", sheet)["scores"]
		for given, sentence in (
			("16", "16 is above the maximum of 15"),
			("1.5", "1.5 is not on the step of 1"),
		):
			with self.refuses("ScoreProblem", "Row 1", sentence):
				juror.update("Brand Review", sheet, scores=[{**rows[0], "score": given}, *rows[1:]])
		with self.refuses("ScoreProblem", "cannot be handed in yet", "导向契合"):
			juror.call("Brand Review", sheet, "submit_review")
		with self.refuses("NotAllowedNow", "Only the juror"):
			self.people(ADMIN).call("Brand Review", sheet, "submit_review")

	@chapter
	def test_11_everybody_scores(self):
		selection.score_all(self.year)
		scored = questions.who_scored(self.year.panels[selection.SELECTION])
		self.assertEqual(scored, self.sheets_as_given("reviews"))
		self.assertEqual(
			Counter(juror for _unit, juror in scored),
			{juror: 19 if juror == JUROR_OF_A_UNIT else 20 for juror in self.jurors("selection_panel")},
		)

	def jurors(self, panel: str) -> list[str]:
		return files.read("scenario")[panel]["jurors"]

	@chapter
	def test_12_sealed_is_sealed(self):
		self.assertEqual(selection.seal(self.year), {"submitted": 139, "missing": 0, "short": []})
		juror, sheet = self.people(JUROR), self.sheet("HIT-01", JUROR)
		with self.refuses("PanelSealed", "scores on this sheet are final"):
			juror.update("Brand Review", sheet, comment_to_unit="补一句")
		with self.refuses("PanelSealed", "scores on this sheet are final"):
			juror.call("Brand Review", sheet, "take_back")
		self.assertEqual(self.sees(OBSERVER, "Brand Project"), 0)

	@chapter
	def test_13_the_decision_is_drafted(self):
		selection.draft_decision(self.year)
		name = self.year.decisions[selection.SELECTION]
		office = self.people(OFFICE)
		preview = office.call("Brand Decision", name, "preview")
		totals = self.expected["selection_totals"]
		self.assertEqual(preview["problems"], [])
		self.assertEqual(
			(preview["amount"], preview["budget"], preview["remaining"]),
			(totals["granted"], totals["budget"], totals["remaining"]),
		)
		rows = office.read("Brand Decision", name)["rows"]
		silent = [{**row, "reason": ""} for row in rows]
		office.update("Brand Decision", name, rows=silent)
		with self.refuses("DecisionProblem", "“百炼成钢”教职工健身季", "Give the reason in this row"):
			selection.release_decision(self.year)
		office.update("Brand Decision", name, rows=rows)
		with self.refuses("PermissionError"):
			self.people(OBSERVER).read("Brand Decision", name)

	@chapter
	def test_14_the_decision_is_released(self):
		given, totals = selection.release_decision(self.year), self.expected["selection_totals"]
		self.assertEqual(
			(given["outcomes"], given["tiers"]),
			(
				{"Approved": totals["approved"], "Not Approved": totals["not_approved"]},
				{"重点": totals["key_projects"], "一般": totals["general_projects"]},
			),
		)
		name = self.year.decisions[selection.SELECTION]
		self.assertEqual(questions.decision_table(name), self.expected["selection"])
		before = self.people(ADMIN).read("Brand Decision", name)
		self.assertEqual(selection.release_decision(self.year), given)
		self.assertEqual(self.people(ADMIN).read("Brand Decision", name), before)
		with self.refuses("DecisionProblem", "is final"):
			self.people(OFFICE).update("Brand Decision", name, attendance="补签")
		self.assertEqual(questions.stages(self.year.cycle), {"Decided": 12, "Not Approved": 8, "Draft": 3})
		self.assertEqual(self.sees(OBSERVER, "Brand Project"), 20)

	@chapter
	def test_15_one_project_is_adjusted_with_consent(self):
		year, office = self.year, self.people(OFFICE)
		(name,) = selection.propose_adjustments(year)
		self.assertEqual(
			selection.start_others(year), {"started": 11, "waiting": ["“笔绘校园”教职工写生社"], "held": []}
		)
		with self.refuses("AdjustmentProblem", "is Proposed"):
			office.call("Brand Adjustment", name, "apply_to_project")
		with self.refuses("PermissionError"):
			self.people(chair_of("HIT-01")).call("Brand Adjustment", name, "consent", note="同意")
		selection.answer_adjustments(year, [name])
		self.assertEqual(selection.apply_adjustments(year, [name]), {"started": 1, "waiting": [], "held": []})
		self.assertEqual(questions.stages(year.cycle)["Under Way"], 12)

	@chapter
	def test_16_applied_for_and_approved_are_both_on_record(self):
		adjustment = files.read("decision")["adjustments"][0]
		for row in self.expected["final"]:
			(approved,) = questions.versions(self.project(row["unit"]), "As Approved")
			filed = questions.versions(self.project(row["unit"]), "As Filed")[-1]
			changed = questions.changed_fields(filed, approved) - APPROVED_ONLY
			wanted = {change["field_name"] for change in adjustment["changes"]}
			self.assertEqual(changed, wanted if row["unit"] == adjustment["unit"] else set())
			self.assertEqual(approved["approved_amount"], row["amount"])
		self.assert_adjusted(adjustment)

	def assert_adjusted(self, adjustment: dict) -> None:
		filed, approved = (
			questions.versions(self.project(adjustment["unit"]), kind)[-1]
			for kind in ("As Filed", "As Approved")
		)
		names = {name: category for category, name in self.year.categories.items()}
		for change in adjustment["changes"]:
			field = change["field_name"]
			self.assertEqual(names.get(filed[field], filed[field]), change["old_value"])
			self.assertEqual(names.get(approved[field], approved[field]), change["new_value"])

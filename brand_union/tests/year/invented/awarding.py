"""Early in 2026: titles by number and by share, certificates, and a recommendation upward."""

from brand_union.tests.year import rounds
from brand_union.tests.year.case import chapter
from brand_union.tests.year.invented.case import CYCLE, InventedYear

DECISION, AWARD = "Brand Award Decision", "Brand Award"
# 示范品牌: one, and only A has the grade. 优秀品牌: 12.5 % of four accepted projects are 0.5, half up: one. 组织奖:
# 15 % of the units are more than one, up: two. 新秀奖: 10 % of five approved projects are 0.5, down: none.
AWARDED = {
	"A": ("示范品牌", "YLSF2025001", "To Be Recommended"),
	"B": ("优秀品牌", "YLYX20251", "Not Planned"),
	"C": ("组织奖", "YLZZ1", "Not Planned"),
	"E": ("组织奖", "YLZZ2", "Not Planned"),
}


class Awarding(InventedYear):
	@chapter
	def test_701_titles_by_number_and_share(self):
		office = self.as_user("office")
		name = rounds.draft_awards(
			self,
			decision_title="2025年度表彰",
			cycle=self.cycles[2025],
			meeting="校工会全委会",
			meeting_date="2026-02-20",
			document_number="云大工〔2026〕2号",
			basis="云大工〔2024〕6号",
		)
		rows = office.read(DECISION, name)["rows"]
		proposed = {row["project"]: row["proposed_title"] for row in rows}
		self.assertEqual(proposed, {self.project(key): title for key, (title, *_rest) in AWARDED.items()})
		swapped = [{**row, "award_title": "示范品牌"} for row in rows]
		office.update(DECISION, name, rows=swapped)
		with self.refuses("AwardProblem", "示范品牌: 1 places are left (at most 1), and 4 rows have it"):
			office.call(DECISION, name, "release")
		office.update(DECISION, name, rows=rows)
		warnings = str(office.call(DECISION, name, "preview")["warnings"])
		self.assertIn("The window for awards", warnings)
		office.call(DECISION, name, "release")

	@chapter
	def test_702_certificates_have_the_school_s_numbers(self):
		found = self.awards()
		given = {
			key: tuple(
				found[self.project(key)][field]
				for field in ("award_title", "certificate_number", "recommendation")
			)
			for key in AWARDED
		}
		self.assertEqual(given, AWARDED)

	def awards(self) -> dict[str, dict]:
		return {row["project"]: row for row in rounds.awards(self, self.cycles[2025])}

	@chapter
	def test_703_the_best_goes_upward(self):
		office, award = self.as_user("office"), self.awards()[self.project("A")]["name"]
		self.year.clock.move_to("2026-03-02 09:00:00")
		sent = {"level": "省级", "recommended_to": "省总工会", "honour": "工会品牌"}
		row = office.call(AWARD, award, "recommend", document_number="云大工〔2026〕5号", **sent)["row"]
		self.year.clock.move_to("2026-06-01 09:00:00")
		result = {"result": "Awarded", "result_on": "2026-05-28", "document_number": "省工发〔2026〕8号"}
		office.call(AWARD, award, "record_result", row=row, **result)
		self.assertEqual(self.awards()[self.project("A")]["recommendation"], "Awarded")
		(kept,) = office.read(AWARD, award)["recommendations"]
		self.assertEqual((kept["level"], kept["document_number"]), ("省级", "省工发〔2026〕8号"))
		with self.refuses("PermissionError"):
			self.officer("YL-03").read(AWARD, award)

	@chapter
	def test_704_the_year_is_finished(self):
		self.as_user("admin").update(CYCLE, self.cycles[2025], status="Finished")
		self.assert_no_errors()

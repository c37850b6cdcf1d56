"""What one programme cannot show, since a rule has one value there: small ones beside it, each for what it is about.

All of them are of January 2025, with two applications and a panel of a few jurors.
"""

from brand_union.tests.year import rounds, steps
from brand_union.tests.year.case import chapter
from brand_union.tests.year.invented import cast, forms
from brand_union.tests.year.invented.case import PROGRAMME
from brand_union.tests.year.invented.selecting import Selecting
from brand_union.tests.year.school import JURORS
from brand_union.tests.year.steps import DECISION, PANEL, PROJECT

OPENED_AT = "2025-01-06 09:00:00"
FIRST, SECOND, THIRD = "YL-06", "YL-08", "YL-07"
LOOK = "brand_union.services.others.look"
# Off the hundred, by three jurors: the first one likes FIRST much better, the other two SECOND a little. By the mean
# FIRST is in front (93.33, 92, 90.67). In deviations of each juror it is the last: 1.13 - 1 - 1 against -0.38 + 1 + 1
# and -0.76 + 0 + 0.
ONE_AGAINST_TWO = {FIRST: (0, 10, 10), SECOND: (8, 8, 8), THIRD: (10, 9, 9)}


def _phase(phase: str, *rights: str) -> dict:
	dates = {"opens_on": "2025-01-01", "closes_on": "2025-12-31"}
	return {"phase": phase, **dates, **dict.fromkeys(rights, 1)}


def rules(code: str, **values) -> dict:
	"""A programme that asks for a title and nothing else, and is open all year."""
	return {
		"programme_code": f"YL-{code}",
		"programme_name": f"云麓试点{code}",
		"organiser": cast.UNION,
		"base_year": 2025,
		"windows": [
			_phase("Application", "may_file", "may_edit"),
			_phase("Review"),
			_phase("Notice", "may_see_results"),
		],
		"quotas": [{"cap": 1}],
		"sections": [forms.FIRST_SECTIONS[0]],
		"selection_sheet": forms.SELECTION_SHEET,
		"acceptance_sheet": forms.ACCEPTANCE_SHEET,
		**values,
	}


class Small(Selecting):
	def begin(self, code: str, **values) -> None:
		"""A small programme with its cycle, which is the year's from now on."""
		self.year.clock.move_to(OPENED_AT)
		name = self.make_programme(**rules(code, **values))
		self.year.categories[code] = self.as_user("admin").insert(
			"Brand Category", programme=name, category_code="X", category_name=code
		)["name"]
		self.year.cycle, type(self).code = self.open_cycle(2025, name), code

	def apply(self, unit: str, **values) -> str:
		"""A unit files; returns the key of its project."""
		key = f"{self.code} {unit}"
		steps.draft(self, unit, key, self.code, OPENED_AT, key=key, **values)
		steps.sign_and_file(self, unit, OPENED_AT, key=key)
		return key

	def review(self, losses: dict, **values) -> None:
		"""Both applications are checked, and given to three jurors."""
		keys = [f"{self.code} {unit}" for unit in losses]
		steps.check_all(self, keys, "2025-01-13 09:00:00")
		steps.set_up_panel(self, self.code, steps.SELECTION, JURORS[:3], keys, **values)
		steps.open_panel(self, self.code)

	def score(self, losses: dict) -> dict[str, tuple]:
		"""Everybody scores; {unit: (score, rank)}."""
		steps.score_all(self, self.code, {f"{self.code} {unit}": taken for unit, taken in losses.items()})
		steps.seal(self, self.code)
		rounds.decide(self, self.code, {}, "2025-01-20 09:00:00")
		found = steps.results(self, self.code, "score", "rank")
		return {key.rpartition(" ")[2]: row for key, row in found.items()}

	def look(self, juror: str) -> list[dict]:
		sheet = self.sheets(self.code)[self.project(f"{self.code} {FIRST}"), self.school.user(juror)]
		return self.as_user(juror).rpc(LOOK, sheet=sheet)

	@chapter
	def test_201_median_lead_unit_and_a_look_after_one_s_own(self):
		self.begin(
			"中位",
			method="Median",
			joint_quota="Lead Unit",
			selection_mode="Defence",
			acceptance_mode="Defence",
			others_scores="After Own Is Submitted",
			hide_jurors=0,
		)
		self.apply(FIRST, joint_units=[{"unit": SECOND}])
		self.apply(SECOND)
		with self.refuses("QuotaUsedUp", "机关工会 may file 1", "row 1 of its quotas"):
			steps.apply(self, FIRST, "第二项", "中位", OPENED_AT, key="median 2")
		losses = {FIRST: (1, 2, 9), SECOND: (3, 4, 5)}
		# A panel hides its jurors by itself; it may show them where the rules do not ask for more.
		self.review(losses, hide_jurors=0)
		self.assertEqual(self.mode(), "Defence")
		with self.refuses("NotAllowedNow", "when you have handed in your own sheet"):
			self.look("juror1")
		sheet = self.sheets(self.code)[self.project(f"中位 {FIRST}"), self.school.user("juror2")]
		self.as_user("juror2").update("Brand Review", sheet, comment_to_unit="可推广")
		self.assertEqual(self.score(losses), {FIRST: ("98.00", 1), SECOND: ("96.00", 2)})
		self.assertEqual(len(self.look("juror1")), 2)
		final = steps.set_up_panel(self, "中位验收", steps.ACCEPTANCE, JURORS[:1], [])
		self.assertEqual(self.as_user("office").read(PANEL, final)["mode"], "Defence")

	def mode(self) -> str:
		return self.as_user("office").read(PANEL, self.year.panels[self.code])["mode"]

	@chapter
	def test_202_jurors_are_named_where_they_are_not_hidden(self):
		keys = [f"{self.code} {unit}" for unit in (FIRST, SECOND)]
		rounds.decide(self, self.code, rounds.approve(keys, keys), "2025-01-21 09:00:00")
		steps.release(self, self.code, "2025-01-21 10:00:00")
		asked = {"doctype": PROJECT, "name": self.project(f"{self.code} {FIRST}")}
		(told,) = self.officer(FIRST).get("brand_union.services.jury_comments.of_document", **asked)
		self.assertEqual(told["comments"], [{"juror": "评委2", "text": "可推广"}])

	@chapter
	def test_203_standardised_and_two_organisers_by_kind(self):
		women = {"organiser": cast.WOMEN}
		self.begin(
			"标准",
			method="Standardised Mean",
			selection_mode="Meeting",
			others_scores="After Sealing",
			co_organisers=[
				{**women, "unit_type": "Second-level Union", "condition": "unit.head_count > 300"},
				{**women, "unit_type": "Staff Association"},
				{**women, "unit_type": "University Union"},
			],
		)
		keys = [self.apply(unit) for unit in ONE_AGAINST_TWO]
		admin = self.as_user("admin")
		made = [*keys, *(self.drafted(unit) for unit in ("YL-01", "YL-09"))]
		found = [admin.read(PROJECT, self.project(key))["organiser"] for key in made]
		self.assertEqual(found, [*[cast.UNION] * 3, cast.WOMEN, cast.WOMEN])
		whole = admin.insert(PROJECT, cycle=self.year.cycle, unit=cast.UNION, project_title="校工会自办")
		self.assertEqual(whole["organiser"], cast.WOMEN)
		self.review(ONE_AGAINST_TWO)
		self.assertEqual(self.mode(), "Meeting")
		with self.refuses("NotAllowedNow", "when the panel is sealed"):
			self.look("juror1")
		ranks = {unit: rank for unit, (_score, rank) in self.score(ONE_AGAINST_TWO).items()}
		self.assertEqual(ranks, {SECOND: 1, THIRD: 2, FIRST: 3})
		self.assertEqual(len(self.look("juror1")), 2)

	def drafted(self, unit: str) -> str:
		key = f"{self.code} {unit}"
		steps.draft(self, unit, key, self.code, OPENED_AT, key=key)
		return key

	@chapter
	def test_204_rank_points(self):
		self.begin("名次", method="Rank Points")
		for unit in ONE_AGAINST_TWO:
			self.apply(unit)
		self.review(ONE_AGAINST_TWO)
		# The first of three gets the most points: 3 + 1 + 1 against 2 + 3 + 3 and 1 + 2 + 2.
		ranks = {unit: rank for unit, (_score, rank) in self.score(ONE_AGAINST_TWO).items()}
		self.assertEqual(ranks, {SECOND: 1, FIRST: 2, THIRD: 2})

	@chapter
	def test_205_votes_of_some_jurors(self):
		self.begin("表决", method="Votes", votes_needed=67, reviews_per_project=2, min_valid_sheets=2)
		keys = [self.apply(unit) for unit in (FIRST, SECOND)]
		self.review({FIRST: (), SECOND: ()})
		sheets = {pair: name for pair, name in self.sheets(self.code).items() if name}
		self.assertEqual(len(sheets), 4)
		ballots = {self.project(keys[0]): ["For", "For"], self.project(keys[1]): ["For", "Against"]}
		for (project, juror), sheet in sheets.items():
			actor = self.people(juror)
			actor.update("Brand Review", sheet, vote=ballots[project].pop())
			actor.call("Brand Review", sheet, "submit_review")
		steps.seal(self, self.code)
		rounds.decide(self, self.code, rounds.approve(keys, keys), "2025-01-20 09:00:00")
		with self.refuses("DecisionProblem", SECOND, "1 of 2 ballots are in favour; 67% are needed"):
			steps.release(self, self.code, "2025-01-20 10:00:00")
		rows = self.as_user("office").read(DECISION, self.year.decisions[self.code])["rows"]
		reasons = [{**row, "reason": "委员会复议通过"} for row in rows]
		self.as_user("office").update(DECISION, self.year.decisions[self.code], rows=reasons)
		steps.release(self, self.code, "2025-01-20 11:00:00")

	@chapter
	def test_206_outliers_are_dropped_from_three_sheets_on(self):
		self.begin("三评", method="Trimmed Mean", trim_from=3)
		losses = {FIRST: (0, 1, 8), SECOND: (2, 3, 4)}
		for unit in losses:
			self.apply(unit)
		self.review(losses)
		self.assertEqual(self.score(losses), {FIRST: ("99.00", 1), SECOND: ("97.00", 2)})

	@chapter
	def test_207_a_programme_is_retired(self):
		admin, name = self.as_user("admin"), self.programmes[-1]
		admin.update(PROGRAMME, name, status="Retired", selection_sheet=forms.OLD_SHEET)
		told = " ".join(admin.call(PROGRAMME, name, "preview_cycle", year=2026)["warnings"])
		self.assertIn("is Retired", told)
		self.assertIn("is not active any more", told)

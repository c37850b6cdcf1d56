"""May 2025: what has to be waited for before the work begins, what units see then, and a rule that changes."""

from brand_union.tests.year import rounds
from brand_union.tests.year.case import chapter
from brand_union.tests.year.invented.case import CYCLE, InventedYear
from brand_union.tests.year.invented.filing import REVIEWED
from brand_union.tests.year.invented.selecting import COMMENT, DEFENCE
from brand_union.tests.year.steps import PROJECT

NOTICE, OBJECTION, ADJUSTMENT = "Brand Notice", "Brand Objection", "Brand Adjustment"
COMMENTS = "brand_union.services.jury_comments.of_document"
# Days off of 2025 between the posting and the end of the window, and a Sunday that was worked instead.
CALENDAR = (
	("2025-04-27", "Make-up Workday", "劳动节调休"),
	("2025-05-01", "Holiday", "劳动节"),
	("2025-05-02", "Holiday", "劳动节"),
	("2025-05-05", "Holiday", "劳动节"),
)
OBJECTOR = {
	"objector_name": "孟凡",
	"objector_unit": "后勤集团",
	"phone": "05710000001",
	"reason": "活动去年已办过",
}


class Holding(InventedYear):
	@chapter
	def test_511_five_working_days_of_notice(self):
		for day, kind, title in CALENDAR:
			self.as_user("admin").insert("Brand Workday", date=day, kind=kind, title=title)
		office = self.as_user("office")
		(found,) = office.find(NOTICE, {"cycle": self.year.cycle}, ["name", "kind", "working_days"])
		self.assertEqual((found["kind"], found["working_days"]), ("Public Notice", 5))
		office.update(NOTICE, found["name"], working_days=4, contact="校工会办公室 0571-0000000")
		with self.refuses("NoticeProblem", "4 working day(s)", "asks for at least 5"):
			office.call(NOTICE, found["name"], "post")
		with self.refuses("HeldUp", "none with this project was posted"):
			office.act(PROJECT, self.project("A"), "Start Cultivation")
		office.update(NOTICE, found["name"], working_days=5)
		office.call(NOTICE, found["name"], "post")
		# The days 27 April (worked), 28, 29, 30, and 6 May: the first of May and what follows is free.
		self.assertEqual(office.read(NOTICE, found["name"])["closes_on"], "2025-05-06")
		type(self).notice = found["name"]

	@chapter
	def test_512_an_objection_holds_one_project(self):
		office = self.as_user("office")
		self.year.clock.move_to("2025-04-29 10:00:00")
		about = {"notice": self.notice, "project": self.project("E"), "received_on": "2025-04-29 09:00:00"}
		with self.refuses("ObjectionProblem", "is no telephone number"):
			office.insert(OBJECTION, **about, **{**OBJECTOR, "phone": "12"})
		name = type(self).objection = office.insert(OBJECTION, **about, **OBJECTOR)["name"]
		with self.refuses("PermissionError"):
			self.officer("YL-06").read(OBJECTION, name)
		self.year.clock.move_to("2025-05-07 09:00:00")
		late = {**about, "received_on": "2025-05-07 08:00:00"}
		with self.refuses("ObjectionProblem", "were accepted until 2025-05-06"):
			office.insert(OBJECTION, **late, **OBJECTOR)
		held = rounds.start_all(self, DEFENCE)["held"]
		self.assertEqual(len(held), 6)
		self.assertIn("an objection to it has no answer", str(held))
		self.assertIn("建设承诺书", str(held))

	@chapter
	def test_513_the_promise_is_signed_and_the_direction_adjusted(self):
		for key, unit in REVIEWED.items():
			chair = self.chair(unit)
			chair.call(PROJECT, self.project(key), "sign", endorsement="建设承诺书")
		office = self.as_user("office")
		change = {"field_name": "project_title", "new_value": "书香云麓"}
		name = office.insert(
			ADJUSTMENT,
			project=self.project("A"),
			reason="与校庆衔接",
			consultation="5月7日面谈",
			changes=[change],
		)["name"]
		office.call(ADJUSTMENT, name, "propose")
		started = rounds.start_all(self, DEFENCE)
		self.assertEqual((started["started"], started["waiting"]), (4, ["书香文院二期"]))
		with self.refuses("AdjustmentProblem", "is Proposed"):
			office.call(ADJUSTMENT, name, "apply_to_project")
		self.chair("YL-01").call(ADJUSTMENT, name, "consent", note="同意")
		office.call(ADJUSTMENT, name, "apply_to_project")
		office.call(OBJECTION, self.objection, "examine")
		office.call(OBJECTION, self.objection, "reject", conclusion="经查两项活动内容不同")
		office.call(NOTICE, self.notice, "conclude", conclusion="公示期满，异议不成立")
		self.assertEqual(rounds.start_all(self, DEFENCE)["started"], 2)
		self.assertEqual({self.stage_of(key) for key in REVIEWED}, {"Under Way"})

	@chapter
	def test_514_results_are_seen_in_their_windows(self):
		officer, asked = self.officer("YL-01"), {"doctype": PROJECT, "name": self.project("A")}
		for day in ("2025-05-10", "2025-09-05"):
			self.year.clock.move_to(f"{day} 09:00:00")
			(panel,) = officer.get(COMMENTS, **asked)
			self.assertEqual([row["text"] for row in panel["comments"]], [COMMENT])
			self.assertEqual([row["juror"] for row in panel["comments"]], [""])
			if day == "2025-05-10":
				self.year.clock.move_to("2025-06-02 09:00:00")
				with self.refuses("WindowClosed", "shows results to units from 2025-09-01 to 2025-09-15"):
					officer.get(COMMENTS, **asked)

	@chapter
	def test_515_a_rule_changes_while_the_year_runs(self):
		admin, cycle = self.as_user("admin"), self.year.cycle
		self.year.clock.move_to("2025-09-10 09:00:00")
		with self.refuses("PermissionError"):
			self.as_user("auditor").update(CYCLE, cycle, trim_count=2)
		with self.refuses("NotAllowedNow", "only the administrator changes its rules"):
			self.as_user("office").update(CYCLE, cycle, trim_count=2, change_reason="想改")
		with self.refuses("ReasonMissing", "Say why"):
			admin.update(CYCLE, cycle, trim_count=2)
		admin.update(CYCLE, cycle, trim_count=2, change_reason="9月常委会决定")
		(log,) = admin.find("Brand Rule Change", {"cycle": cycle}, ["name", "reason", "changed_by"])
		self.assertEqual((log["reason"], log["changed_by"]), ("9月常委会决定", self.school.user("admin")))
		rows = admin.read("Brand Rule Change", log["name"])["changes"]
		self.assertEqual(
			[(row["field_name"], row["before_value"], row["after_value"]) for row in rows],
			[("trim_count", "1", "2")],
		)
		self.assertEqual(admin.read("Brand Programme", self.year.programme)["trim_count"], 1)

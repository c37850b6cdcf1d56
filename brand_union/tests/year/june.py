"""June: the units apply."""

from brand_union.demo import files
from brand_union.demo.year import filing
from brand_union.demo.year.story import officer_of
from brand_union.tests.year import questions
from brand_union.tests.year.case import YearCase, chapter


class June(YearCase):
	@chapter
	def test_01_units_apply(self):
		filing.apply_all(self.year)
		expected, refused = self.expected["filing"], self.year.refused
		found = questions.who_filed(self.year.cycle)
		self.assertEqual(found, {key: expected[key] for key in found})
		self.assertEqual(set(refused), {"HIT-14", "HIT-15-second"})
		self.assertEqual(expected["attempts"], expected["filed"] + len(refused))

	@chapter
	def test_02_one_was_late_and_one_had_its_share(self):
		late, second = self.year.refused["HIT-14"], self.year.refused["HIT-15-second"]
		self.assertEqual((late.kind, second.kind), ("WindowClosed", "QuotaUsedUp"))
		self.assertIn("closed on 2025-06-30, and today is 2025-07-01", late.message)
		self.assertIn("may file 1 application(s)", second.message)
		self.assertIn("“码上领航”青年教师成长沙龙", second.message)

	@chapter
	def test_03_one_was_returned_and_filed_again(self):
		first, again = questions.versions(self.project("HIT-13"), "As Filed")
		changed = {"plan", "amount_requested", "budget", "endorsements"}
		self.assertEqual(questions.changed_fields(first, again), changed)
		self.assertEqual(
			(first["amount_requested"], again["amount_requested"]), (12400, self.requested("HIT-13"))
		)
		others = [unit for unit in self.year.projects if unit not in ("HIT-13", *self.unfiled())]
		self.assertEqual({len(questions.versions(self.project(unit), "As Filed")) for unit in others}, {1})

	def requested(self, unit: str) -> float:
		return files.read(f"applications/{unit}")["amount_requested"]

	def unfiled(self) -> set[str]:
		return {*self.year.refused, "HIT-09-draft"}

	@chapter
	def test_04_units_keep_to_themselves(self):
		stranger, own = self.people(officer_of("HIT-01")), self.project("HIT-01")
		theirs = self.project("HIT-03")
		self.assertEqual(stranger.find("Brand Project"), [{"name": own}])
		with self.refuses("PermissionError"):
			stranger.read("Brand Project", theirs)
		with self.refuses("PermissionError"):
			stranger.update("Brand Project", theirs, project_title="别人的项目")
		with self.refuses("NotYourUnit", "You may not save", "机电工程学院工会"):
			stranger.insert("Brand Project", cycle=self.year.cycle, unit="HIT-03", project_title="替人申报")
		# A unit that takes part reads the joint project, and does not write it.
		partner, joint = self.people(officer_of("HIT-22")), self.project("HIT-11")
		self.assertEqual(partner.read("Brand Project", joint)["unit"], "HIT-11")
		with self.refuses("PermissionError"):
			partner.update("Brand Project", joint, project_title="共同项目")

	@chapter
	def test_05_what_was_filed_stays(self):
		unit, own = self.people(officer_of("HIT-01")), self.project("HIT-01")
		with self.refuses("FrozenContent", "was filed on 2025-06-18 and is frozen"):
			unit.update("Brand Project", own, project_title="换个名称")
		with self.refuses("NotAllowedNow", "You may not move"):
			unit.update("Brand Project", own, workflow_state="Decided by Union")
		with self.refuses("NotAllowedNow", "stage of Brand Project", "by hand"):
			unit.update("Brand Project", own, stage="Closed")
		self.assertEqual(unit.read("Brand Project", own)["stage"], "Filed")

	@chapter
	def test_06_the_desk_asks_for_its_token(self):
		client = self.people(officer_of("HIT-16"))
		token = client.open_desk()
		client.csrf_token = "wrong"
		with self.refuses("CSRFTokenError"):
			client.insert("Brand Project", cycle=self.year.cycle, unit="HIT-16", project_title="没有令牌")
		client.csrf_token = token
		made = client.insert("Brand Project", cycle=self.year.cycle, unit="HIT-16", project_title="有令牌")
		client.delete("Brand Project", made["name"])

"""Units that are renamed, merged, split and closed, with projects in every stage."""

import frappe
from frappe.utils import add_days, nowdate

from brand_union.persons import person
from brand_union.services import conflicts, snapshots
from brand_union.services import stage as stages
from brand_union.services.errors import BrandError, FrozenContent, NotYourUnit, UnitProblem
from brand_union.tests import factories as make
from brand_union.tests.cases import UnionCase

CHANGE, UNIT, PROJECT = "Union Unit Change", "Union Unit", "Brand Project"
CAP = 2


class ChangeCase(UnionCase):
	"""The union's office, its unit `arts` with an officer and a chair, and `law` beside it; a cycle with two slots."""

	begins_as = "office"

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.chair, cls.lawyer, cls.former = (make.make_user("Brand Unit Officer") for _index in range(3))
		cls.arts = make.make_unit(
			unit_name="Union of Arts",
			parent_union_unit=cls.union.name,
			head_count=60,
			members=[(cls.officer, "Officer"), (cls.chair, "Chair"), (cls.former, "Officer", 0)],
		)
		cls.law = make.make_unit(
			unit_name="Union of Law", parent_union_unit=cls.union.name, members=[(cls.lawyer, "Officer")]
		)
		programme = make.make_programme(cls.union.name, quotas=[{"cap": CAP, "duty": 1}])
		cls.cycle = make.make_cycle(programme=programme)

	def setUp(self):
		super().setUp()
		self.addCleanup(frappe.clear_document_cache, UNIT)

	def change(self, kind: str, before, after=(), **values):
		return make.make_unit_change(kind, before, after, **values)

	def merged(self, **values):
		"""Arts and law have become one new unit."""
		change = self.change("Merge", [self.arts, self.law], [self.new(**values)])
		change.carry_out()
		return change

	def new(self, code: str = "", name: str = "Union of Humanities", **values) -> dict:
		return {"unit_code": code or f"N{make.RUN}-{make.number()}", "unit_name": name, **values}

	def project(self, unit, stage: str = "Draft", **values):
		with make.acting("Administrator"):
			return make.make_project(self.cycle, unit, stage, **values)

	@staticmethod
	def value(doctype: str, name: str, *fields: str):
		return frappe.db.get_value(doctype, name, fields if len(fields) > 1 else fields[0])

	def stored(self, name: str):
		return frappe.get_doc(UNIT, name)

	def reads(self, user: str, doctype: str, name: str, ptype: str = "read") -> bool:
		with make.acting(user):
			listed = bool(frappe.get_list(doctype, filters={"name": name}, pluck="name"))
			allowed = bool(frappe.has_permission(doctype, ptype, name))
		if ptype == "read":
			self.assertEqual(listed, allowed, "list and document disagree")
		return allowed


class TestRename(ChangeCase):
	def test_a_rename_keeps_the_former_name_with_day_and_paper(self):
		change = self.change("Rename", [self.arts], [{"unit_name": "Union of Fine Arts"}])
		self.assertEqual(change.subject, "Union of Arts → Union of Fine Arts")
		change.carry_out()
		arts = self.stored(self.arts.name)
		self.assertEqual((arts.unit_name, arts.status), ("Union of Fine Arts", "Active"))
		row = arts.former_names[0]
		self.assertEqual(
			(row.former_name, str(row.used_until), row.document_number, row.reason),
			("Union of Arts", nowdate(), "No. 7 [2026]", "Reorganisation of the colleges"),
		)

	def test_filed_papers_show_the_old_name_and_drafts_the_new_one(self):
		filed = self.project(self.arts, "Filed", joint_units=[{"unit": self.law.name}])
		draft = self.project(self.arts)
		self.change("Rename", [self.arts], [{"unit_name": "Union of Fine Arts"}]).carry_out()
		self.change("Rename", [self.law], [{"unit_name": "Union of Jurists"}]).carry_out()
		with make.acting("Administrator"):
			for project in (filed, draft):
				frappe.get_doc(PROJECT, project.name).save()
		filed, draft = frappe.get_doc(PROJECT, filed.name), frappe.get_doc(PROJECT, draft.name)
		self.assertEqual((filed.unit_name, filed.joint_units[0].unit_name), ("Union of Arts", "Union of Law"))
		self.assertEqual((draft.unit_name, draft.unit), ("Union of Fine Arts", self.arts.name))

	def test_a_rename_in_the_form_goes_on_working(self):
		arts = self.stored(self.arts.name)
		arts.unit_name = "Arts"
		arts.save()
		self.assertEqual(arts.former_names[0].former_name, "Union of Arts")
		self.assertEqual(str(arts.former_names[0].used_until), nowdate())

	def test_a_name_that_is_not_new_is_refused(self):
		text = self.refusal(UnitProblem, self.change, "Rename", [self.arts], [{"unit_name": "Union of Arts"}])
		self.assertIn("the name that it has from then on", text)


class TestMerge(ChangeCase):
	def test_open_projects_go_to_the_new_unit_and_ended_ones_stay(self):
		opened = {stage: self.project(self.arts, stage) for stage in ("Draft", "Filed")}
		opened["Under Way"] = self.project(self.law, "Under Way")
		closed = self.project(self.arts, "Closed") if CAP > 2 else self.project(self.law, "Closed")
		refused = self.project(self.arts, "Filed")
		with make.acting("Administrator"):
			refused.end_with_reason("Not Approved", "Not complete")
		new = self.merged().units_after[0].unit_code
		for stage, project in opened.items():
			with self.subTest(stage=stage):
				self.assertEqual(self.value(PROJECT, project.name, "unit", "stage"), (new, stage))
		self.assertEqual(
			self.value(PROJECT, closed.name, "unit", "unit_name", "filed_unit"),
			(self.law.name, "Union of Law", None),
		)
		self.assertEqual(self.value(PROJECT, refused.name, "unit"), self.arts.name)

	def test_what_was_filed_bears_the_old_name(self):
		filed, draft = self.project(self.arts, "Filed"), self.project(self.arts)
		new = self.merged().units_after[0].unit_code
		self.assertEqual(
			self.value(PROJECT, filed.name, "unit_name", "filed_unit"), ("Union of Arts", self.arts.name)
		)
		self.assertEqual(
			self.value(PROJECT, draft.name, "unit_name", "filed_unit"), ("Union of Humanities", None)
		)
		taken = {"reference_name": filed.name, "kind": "As Filed"}
		self.assertEqual(self.value("Brand Snapshot", taken, "unit"), self.arts.name)
		self.assertEqual(snapshots.latest(PROJECT, filed.name, "As Filed")["unit"], self.arts.name)
		self.assertEqual(self.value(UNIT, new, "head_count"), 160)

	def test_the_old_units_end_with_their_successor_named(self):
		change = self.merged()
		new = change.units_after[0].unit_code
		arts = self.stored(self.arts.name)
		self.assertEqual(
			(arts.status, str(arts.dissolved_on), arts.merged_into), ("Dissolved", nowdate(), new)
		)
		row = arts.successors[0]
		self.assertEqual(
			(row.successor, row.successor_name, str(row.since), row.document_number, row.unit_change),
			(new, "Union of Humanities", nowdate(), "No. 7 [2026]", change.name),
		)
		founded = self.stored(new)
		self.assertEqual(
			(str(founded.founded_on), founded.unit_type, founded.parent_union_unit),
			(nowdate(), "Second-level Union", self.union.name),
		)

	def test_people_are_in_office_in_the_new_unit_and_on_record_in_the_old_one(self):
		new = self.merged().units_after[0].unit_code
		self.assertEqual(
			{row.user: (row.post, row.is_active) for row in self.stored(new).members},
			{self.officer: ("Officer", 1), self.chair: ("Chair", 1), self.lawyer: ("Officer", 1)},
		)
		self.assertEqual(
			{row.user: row.is_active for row in self.stored(self.arts.name).members},
			{self.officer: 0, self.chair: 0, self.former: 0},
		)
		self.assertEqual(person(self.lawyer).own_units, {new})
		self.assertEqual(person(self.lawyer).inherited, {self.arts.name, self.law.name})

	def test_the_new_units_people_work_on_what_is_open_and_read_what_is_over(self):
		draft, filed = self.project(self.arts), self.project(self.arts, "Filed")
		closed = self.project(self.arts, "Closed")
		summary = self.value("Brand Acceptance", {"project": closed.name}, "name")
		frozen = self.value("Brand Snapshot", {"reference_name": filed.name}, "name")
		self.merged()
		for user in (self.officer, self.lawyer):
			with self.subTest(user=user):
				self.assertTrue(self.reads(user, PROJECT, draft.name, "write"))
				self.assertTrue(self.reads(user, PROJECT, filed.name))
				self.assertTrue(self.reads(user, "Brand Snapshot", frozen))
				self.assertTrue(self.reads(user, PROJECT, closed.name))
				self.assertTrue(self.reads(user, "Brand Acceptance", summary))
				self.assertFalse(self.reads(user, PROJECT, closed.name, "write"))
		self.assertFalse(self.reads(self.former, PROJECT, draft.name))
		with make.acting(self.lawyer):
			mine = frappe.get_doc(PROJECT, draft.name)
			mine.objectives = "A club for both"
			mine.save()
			stages.move(mine, "Filed")
		self.assertEqual(self.value(PROJECT, draft.name, "unit_name"), "Union of Humanities")

	def test_the_slots_of_projects_taken_over_do_not_count_against_the_new_unit(self):
		held = [self.project(self.arts, "Filed") for _index in range(CAP)]
		new = self.merged().units_after[0].unit_code
		own = [self.project(self.stored(new), "Filed") for _index in range(CAP)]
		slots = [self.value(PROJECT, project.name, "quota_slot") for project in (*held, *own)]
		self.assertEqual(
			slots,
			[f"{self.cycle.name}|{unit}|{slot}" for unit in (self.arts.name, new) for slot in (1, 2)],
		)
		text = self.refusal(BrandError, self.project, self.stored(new), "Filed")
		self.assertIn(own[0].project_title, text)
		self.assertNotIn(held[0].project_title, text)

	def test_an_application_that_is_returned_keeps_the_slot_of_the_unit_that_filed_it(self):
		filed = self.project(self.arts, "Filed")
		slot = filed.quota_slot
		self.merged()
		filed.reload()
		filed.return_to_unit("Correct the budget")
		with make.acting(self.lawyer):
			stages.move(frappe.get_doc(PROJECT, filed.name), "Filed")
		self.assertEqual(
			self.value(PROJECT, filed.name, "quota_slot", "unit_name"), (slot, "Union of Humanities")
		)

	def test_papers_beside_the_project_go_with_it(self):
		started, over = self.project(self.arts, "Under Way"), self.project(self.law, "Closed")
		with make.acting("Administrator"):
			open_one = make.make_acceptance(started)
		permit = make.make_permit(self.cycle, self.arts, phase="Acceptance")
		new = self.merged().units_after[0].unit_code
		self.assertEqual(
			self.value("Brand Acceptance", open_one.name, "unit", "unit_name"), (new, "Union of Humanities")
		)
		self.assertEqual(
			self.value("Brand Acceptance", {"project": over.name}, "unit", "unit_name"),
			(self.law.name, "Union of Law"),
		)
		self.assertEqual(self.value("Brand Permit", permit.name, "unit"), self.arts.name)
		self.assertEqual(
			self.value("Brand Permit", {"project": started.name}, "unit", "phase"), (new, "Acceptance")
		)

	def test_into_a_unit_that_is_there_already_and_gets_another_name(self):
		project = self.project(self.arts, "Filed")
		change = self.change("Merge", [self.arts], [{"unit": self.law.name, "unit_name": "Arts and Law"}])
		self.assertEqual(change.carry_out(), {"status": "Done", "units": 2, "projects": 1, "people": 2})
		law = self.stored(self.law.name)
		self.assertEqual((law.unit_name, law.status), ("Arts and Law", "Active"))
		self.assertEqual(law.former_names[0].document_number, "No. 7 [2026]")
		self.assertEqual(self.value(PROJECT, project.name, "unit"), self.law.name)

	def test_units_below_hang_below_the_new_unit(self):
		self.arts_with_club()
		new = self.merged().units_after[0].unit_code
		self.assertEqual(self.value(UNIT, self.club.name, "parent_union_unit"), new)
		self.assertIn(self.club.name, person(self.lawyer).units)
		lft, rgt = self.value(UNIT, new, "lft", "rgt")
		self.assertTrue(lft < self.value(UNIT, self.club.name, "lft") < rgt)

	def test_a_unit_that_takes_over_the_one_above_it_moves_up(self):
		self.arts_with_club()
		self.change("Merge", [self.arts], [{"unit": self.club.name}]).carry_out()
		self.assertEqual(self.value(UNIT, self.club.name, "parent_union_unit"), self.union.name)

	def arts_with_club(self):
		arts = self.stored(self.arts.name)
		arts.is_group = 1
		arts.save()
		self.club = make.make_unit(parent_union_unit=arts.name)

	def test_a_joint_unit_that_is_gone_is_replaced_in_drafts_only(self):
		joint = [{"unit": self.arts.name}]
		other = make.make_unit(parent_union_unit=self.union.name)
		draft, filed = self.project(other, joint_units=joint), self.project(other, "Filed", joint_units=joint)
		new = self.merged().units_after[0].unit_code
		self.assertEqual(frappe.get_doc(PROJECT, draft.name).joint_units[0].unit, new)
		row = frappe.get_doc(PROJECT, filed.name).joint_units[0]
		self.assertEqual((row.unit, row.unit_name), (self.arts.name, "Union of Arts"))
		self.assertTrue(self.reads(self.lawyer, PROJECT, filed.name))

	def test_what_was_taken_over_is_passed_on(self):
		closed = self.project(self.arts, "Closed")
		first = self.merged().units_after[0].unit_code
		other = make.make_unit(
			parent_union_unit=self.union.name, members=[(make.make_user("Brand Unit Officer"), "Officer")]
		)
		self.change("Merge", [self.stored(first)], [{"unit": other.name}]).carry_out()
		self.assertEqual(
			[row.successor for row in self.stored(self.arts.name).successors], [first, other.name]
		)
		self.assertTrue(self.reads(other.members[0].user, PROJECT, closed.name))

	def test_history_is_told_on_both_sides(self):
		new = self.merged().units_after[0].unit_code
		told = [entry["text"] for entry in self.stored(self.arts.name).tell_history()]
		self.assertEqual(told, ["Union of Humanities goes on with its work", "Dissolved"])
		with make.acting(self.lawyer):
			told = {entry["text"] for entry in self.stored(new).tell_history()}
		self.assertEqual(
			told,
			{"Founded", "Goes on with the work of Union of Arts", "Goes on with the work of Union of Law"},
		)

	def test_the_people_are_told_how_much_came_to_them(self):
		self.project(self.arts, "Filed")
		self.merged()
		log = {"for_user": self.lawyer, "document_type": UNIT}
		self.assertIn("1 project(s) were handed over", self.value("Notification Log", log, "subject"))


class TestSplit(ChangeCase):
	def split(self, **goes_to):
		"""Arts falls apart into music and painting; what is in `goes_to` goes there, {name or user: 0 or 1}."""
		after = [self.new(name="Union of Music"), self.new(name="Union of Painting")]
		change = self.change("Split", [self.arts], after)
		self.codes = [row.unit_code for row in change.units_after]
		return change

	def test_each_project_and_person_goes_where_the_form_says(self):
		first, second = self.project(self.arts, "Filed"), self.project(self.arts)
		change = self.split()
		self.assertEqual([row.goes_to for row in change.projects], ["", ""])
		self.assertEqual({row.project for row in change.projects}, {first.name, second.name})
		for row in change.projects:
			row.goes_to = self.codes[row.project == second.name]
		for row in change.people:
			row.goes_to, row.post_there = self.codes[row.user == self.chair], "Chair"
		change.save()
		self.assertEqual(change.carry_out()["projects"], 2)
		self.assertEqual(self.value(PROJECT, first.name, "unit"), self.codes[0])
		self.assertEqual(
			self.value(PROJECT, second.name, "unit", "unit_name"), (self.codes[1], "Union of Painting")
		)
		self.assertFalse(self.reads(self.officer, PROJECT, second.name))
		self.assertTrue(self.reads(self.chair, PROJECT, second.name, "write"))
		self.assertEqual([row.successor for row in self.stored(self.arts.name).successors], self.codes)
		self.assertIsNone(self.stored(self.arts.name).merged_into)

	def test_a_project_that_nobody_takes_is_named(self):
		project = self.project(self.arts, "Filed")
		change = self.split()
		text = self.refusal(UnitProblem, change.carry_out)
		for part in ("Open Projects, row 1", project.project_title, "Union of Arts", *self.codes):
			self.assertIn(part, text)
		self.assertEqual(self.value(UNIT, self.arts.name, "status"), "Active")

	def test_a_unit_that_gives_a_part_away_goes_on(self):
		kept, given = self.project(self.arts, "Filed"), self.project(self.arts, "Filed")
		frozen = self.value("Brand Snapshot", {"reference_name": given.name}, "name")
		change = self.change(
			"Split", [self.arts], [{"unit": self.arts.name}, self.new(name="Union of Music")]
		)
		code = change.units_after[1].unit_code
		self.assertEqual({row.goes_to for row in (*change.projects, *change.people)}, {self.arts.name})
		for row in change.projects:
			row.goes_to = code if row.project == given.name else row.goes_to
		for row in change.people:
			row.goes_to = code if row.user == self.chair else row.goes_to
		change.save()
		change.carry_out()
		self.assertEqual(self.value(UNIT, self.arts.name, "status"), "Active")
		self.assertTrue(self.reads(self.officer, PROJECT, kept.name))
		self.assertFalse(self.reads(self.officer, PROJECT, given.name))
		self.assertTrue(self.reads(self.chair, PROJECT, given.name))
		self.assertTrue(self.reads(self.chair, "Brand Snapshot", frozen))
		self.assertFalse(self.reads(self.chair, PROJECT, kept.name))
		self.assertEqual(person(self.chair).inherited, frozenset())

	def test_a_draft_that_names_the_old_unit_is_not_filed_before_another_is_chosen(self):
		other = make.make_unit(parent_union_unit=self.union.name)
		draft = self.project(other, joint_units=[{"unit": self.arts.name}])
		change = self.split()
		self.assertIn("1 draft(s) of other units name Union of Arts", change.preview()["warnings"][0])
		change.carry_out()
		with make.acting("Administrator"):
			text = self.refusal(UnitProblem, stages.move, frappe.get_doc(PROJECT, draft.name), "Filed")
		for part in ("Joint Units, row 1", "Union of Arts", "Union of Music, Union of Painting"):
			self.assertIn(part, text)


class TestClose(ChangeCase):
	def test_open_projects_without_a_successor_stand_against_it(self):
		project = self.project(self.arts, "Filed")
		change = self.change("Close", [self.arts])
		self.assertEqual(len(change.preview()["problems"]), 1)
		text = self.refusal(UnitProblem, change.carry_out)
		self.assertIn(project.project_title, text)
		self.assertIn("Add the unit that does to Units After", text)
		change.append("units_after", {"unit": self.law.name})
		change.save()
		change.carry_out()
		self.assertEqual(self.value(PROJECT, project.name, "unit"), self.law.name)

	def test_a_unit_without_open_projects_ends_without_a_successor(self):
		closed = self.project(self.arts, "Closed")
		self.change("Close", [self.arts]).carry_out()
		self.assertEqual(self.value(UNIT, self.arts.name, "status"), "Dissolved")
		self.assertFalse(self.reads(self.officer, PROJECT, closed.name))
		self.assertEqual(frappe.get_all("User Permission", {"for_value": self.arts.name}), [])

	def test_a_dissolved_unit_is_not_chosen_for_anything_new(self):
		frappe.db.set_value(UNIT, self.arts.name, "is_group", 1)
		self.change("Close", [self.arts], [{"unit": self.law.name}]).carry_out()
		programme = frappe.get_doc("Brand Programme", self.cycle.programme)
		calls = {
			"project": lambda: self.project(self.arts),
			"joint": lambda: self.project(self.law, joint_units=[{"unit": self.arts.name}]),
			"permit": lambda: make.make_permit(self.cycle, self.arts),
			"parent": lambda: make.make_unit(parent_union_unit=self.arts.name),
			"organiser": lambda: make.make_programme(self.arts.name),
		}
		self.assertEqual(programme.organiser, self.union.name)
		for key, call in calls.items():
			with self.subTest(key=key), make.acting("Administrator"):
				text = self.refusal(BrandError, call)
				self.assertIn("Union of Arts is dissolved since", text)
				self.assertIn("Union of Law", text)

	def test_a_unit_with_open_projects_is_not_dissolved_in_the_form(self):
		project = self.project(self.arts, "Filed")
		arts = self.stored(self.arts.name)
		arts.status = "Dissolved"
		text = self.refusal(UnitProblem, arts.save)
		self.assertIn(project.project_title, text)
		self.assertIn("Change This Unit", text)

	def test_a_unit_with_a_programme_does_not_end(self):
		text = self.refusal(UnitProblem, self.change, "Close", [self.union])
		self.assertIn("Units Before, row 1", text)
		self.assertIn(frappe.db.get_value("Brand Programme", self.cycle.programme, "programme_name"), text)


class TestOnceAndWhole(ChangeCase):
	def test_a_second_time_does_nothing(self):
		self.project(self.arts, "Filed")
		change = self.merged()
		first = frappe.get_doc(CHANGE, change.name)
		self.assertEqual((first.status, first.carried_out_by), ("Done", self.office))
		before = self.state()
		self.assertEqual(first.carry_out(), {"status": "Done", "units": 3, "projects": 1, "people": 3})
		self.assertEqual(self.state(), before)

	def test_what_was_carried_out_is_not_changed_and_not_deleted(self):
		change = frappe.get_doc(CHANGE, self.merged().name)
		change.reason = "Another one"
		self.refusal(FrozenContent, change.save)
		self.refusal(FrozenContent, frappe.delete_doc, CHANGE, change.name)

	def test_a_failure_in_the_middle_changes_nothing(self):
		self.project(self.arts, "Filed")
		self.project(self.law, "Under Way")
		change = self.change("Merge", [self.arts, self.law], [self.new()])
		before = self.state()
		# By then the new unit is founded, and its people are about to come.
		frappe.db.set_value(
			"Union Unit Change Person", {"parent": change.name}, "user", "nobody@nowhere.example"
		)
		self.assertRaises(frappe.LinkValidationError, frappe.get_doc(CHANGE, change.name).carry_out)
		self.assertEqual(self.state(), before)
		self.assertFalse(frappe.db.exists(UNIT, change.units_after[0].unit_code))

	def state(self) -> list:
		fields = {
			UNIT: ["name", "unit_name", "status", "lft", "rgt", "parent_union_unit", "head_count"],
			PROJECT: ["name", "unit", "unit_name", "filed_unit", "quota_slot"],
			"Union Unit Member": ["parent", "user", "is_active"],
			"User Permission": ["user", "for_value"],
			"Union Unit Successor": ["parent", "successor"],
			"Union Unit Former Name": ["parent", "former_name"],
			"Notification Log": ["for_user", "subject"],
			CHANGE: ["name", "status"],
		}
		return [frappe.get_all(doctype, fields=names, order_by="name") for doctype, names in fields.items()]

	def test_a_project_begun_since_is_asked_for(self):
		change = self.change("Close", [self.arts], [{"unit": self.law.name}])
		project = self.project(self.arts)
		text = self.refusal(UnitProblem, change.carry_out)
		self.assertIn(project.project_title, text)
		self.assertIn("Save the change again", text)
		change.save()
		change.carry_out()
		self.assertEqual(self.value(PROJECT, project.name, "unit"), self.law.name)

	def test_a_day_to_come_is_waited_for(self):
		change = self.change("Close", [self.arts], effective_on=add_days(nowdate(), 3))
		self.assertIn("a day to come", self.refusal(UnitProblem, change.carry_out))

	def test_the_change_says_what_is_wrong_with_its_rows(self):
		cases = (
			("Merge", [self.arts], [self.new()], "at least two units"),
			("Merge", [self.arts, self.law], [], "Enter the unit that there is then"),
			("Split", [self.arts], [self.new()], "at least two units, and Units After has 1"),
			("Merge", [self.arts, self.arts, self.law], [self.new()], "Units Before, row 2"),
			("Merge", [self.arts, self.law], [{"unit_code": "", "unit_name": "X"}], "Units After, row 1"),
			("Merge", [self.arts, self.law], [self.new(code=self.law.name)], "is that of Union of Law"),
			("Merge", [self.arts, self.law], [self.new(parent_unit=self.law.name)], "ends with this change"),
			("Close", [self.arts], [self.new()], "founds no unit"),
			("Close", [self.arts], [{"unit": self.arts.name}], "cannot be listed in Units After"),
		)
		for kind, before, after, part in cases:
			with self.subTest(part=part):
				self.assertIn(part, self.refusal(UnitProblem, self.change, kind, before, after))


class TestPreview(ChangeCase):
	def test_the_preview_says_what_will_happen_and_writes_nothing(self):
		filed, closed = self.project(self.arts, "Filed"), self.project(self.law, "Closed")
		change = self.change("Merge", [self.arts, self.law], [self.new(code="NEWCODE")])
		told = change.preview()
		self.assertEqual(
			told["units"],
			[
				"Union of Humanities (NEWCODE) is founded.",
				"Union of Arts is dissolved. 0 closed project(s) stay with it.",
				"Union of Law is dissolved. 1 closed project(s) stay with it.",
			],
		)
		self.assertEqual(
			told["projects"],
			[
				{
					"title": filed.project_title,
					"stage": "Filed",
					"from": "Union of Arts",
					"to": "Union of Humanities",
				}
			],
		)
		self.assertNotIn(closed.project_title, str(told["projects"]))
		self.assertEqual(len(told["people"]), 3)
		figures = {row["unit"]: (row["cap"], row["duty"], row["filed"]) for row in self.of_cycle(told)}
		self.assertEqual(
			figures,
			{
				"Union of Arts": ("2 → 0", "1 → 0", 1),
				"Union of Law": ("2 → 0", "1 → 0", 1),
				"Union of Humanities": ("0 → 2", "0 → 1", 0),
			},
		)
		self.assertEqual(told["problems"], [])
		self.assertFalse(frappe.db.exists(UNIT, "NEWCODE"))

	def of_cycle(self, told: dict) -> list:
		return [row for row in told["quota"] if row["cycle"] == self.cycle.cycle_name]

	def test_jurors_who_come_into_conflict_are_named_beforehand_and_are_in_conflict_then(self):
		with make.acting("Administrator"):
			juror, other = make.make_jurors(2)
			law = self.stored(self.law.name)
			law.append("members", {"user": juror, "post": "Member"})
			law.save()
			project = self.project(self.arts, "Checked")
			panel = make.make_panel([project], [juror, other], opened=True)
		self.assertEqual(conflicts.find([juror, other], [project.name]), {})
		change = self.change("Merge", [self.arts], [{"unit": self.law.name}])
		told = change.preview()["conflicts"]
		self.assertEqual(
			[(row["panel"], row["project"], row["reason"]) for row in told],
			[(panel.panel_name, project.project_title, "Belongs to Union of Law")],
		)
		change.carry_out()
		self.assertEqual(set(conflicts.find([juror, other], [project.name])), {(project.name, juror)})
		given = {"panel": panel.name, "project": project.name}
		held = frappe.get_all("Panel Assignment", {**given, "status": "In Question"}, pluck="juror")
		self.assertEqual(held, [juror])

	def test_a_former_member_of_the_old_unit_is_in_conflict_with_the_new_one(self):
		with make.acting("Administrator"):
			juror = make.make_jurors(1)[0]
			arts = self.stored(self.arts.name)
			arts.append("members", {"user": juror, "post": "Member", "is_active": 0})
			arts.save()
			make.make_conflict(self.lawyer, unit=self.arts.name, organiser=self.union.name)
		new = self.merged().units_after[0].unit_code
		project = self.project(self.stored(new))
		self.assertEqual(set(conflicts.find([juror], [project.name])), {(project.name, juror)})


class TestWhoMay(ChangeCase):
	def test_only_the_units_own_office_and_the_administrator_have_it(self):
		change = self.merged()
		people = {
			"office": (self.office, True),
			"administrator": (make.make_user("Brand Administrator"), True),
			"other office": (self.other_office(), False),
			"unit": (self.lawyer, False),
			"chair": (self.chair, False),
			"juror": (make.make_user("Brand Juror"), False),
			"auditor": (make.make_user("Brand Auditor"), False),
			"observer": (make.make_user("Brand Observer"), False),
		}
		for key, (user, allowed) in people.items():
			with self.subTest(person=key):
				self.assertEqual(self.sees(user, change.name), allowed)

	def sees(self, user: str, name: str) -> bool:
		with make.acting(user):
			try:
				listed = bool(frappe.get_list(CHANGE, filters={"name": name}, pluck="name"))
			except frappe.PermissionError:
				listed = False
			self.assertEqual(listed, bool(frappe.has_permission(CHANGE, "read", name)))
		return listed

	def other_office(self) -> str:
		user = make.make_user("Brand Officer")
		with make.acting("Administrator"):
			make.make_unit(unit_type="Women's Federation", members=[(user, "Officer")])
		return user

	def test_another_office_cannot_change_the_unit(self):
		with make.acting(self.other_office()):
			text = self.refusal((UnitProblem, NotYourUnit), self.change, "Close", [self.arts])
		self.assertIn("does not hang below your office", text)

	def test_who_may_not_write_it_cannot_carry_it_out(self):
		change = self.change("Close", [self.arts])
		for user in (self.officer, self.other_office(), make.make_user("Brand Auditor")):
			with self.subTest(user=user), make.acting(user):
				self.assertRaises(frappe.PermissionError, frappe.get_doc(CHANGE, change.name).carry_out)
				self.assertRaises(frappe.PermissionError, frappe.get_doc(CHANGE, change.name).preview)

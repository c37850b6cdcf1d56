"""Units that are merged through REST, by the people who may and those who may not."""

from frappe.utils import nowdate
from frappe.utils.password import update_password

from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.rest import RestError, RestPeople
from brand_union.tests.unit_change.case import CHANGE, PROJECT

PASSWORD = "correct horse battery 7"


class TestThroughRest(IntegrationTestCase):
	"""An office merges one unit into another, all of it by requests."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		cls.people = RestPeople(PASSWORD)
		roles = {
			"office": "Brand Officer",
			"arts": "Brand Unit Officer",
			"law": "Brand Unit Officer",
			"juror": "Brand Juror",
			"auditor": "Brand Auditor",
			"observer": "Brand Observer",
		}
		with committed():
			cls.users = {key: make.make_user(role) for key, role in roles.items()}
			for user in cls.users.values():
				update_password(user, PASSWORD)
			union = make.make_unit(
				unit_type="University Union", is_group=1, members=[(cls.users["office"], "Officer")]
			)
			cls.units = {
				key: make.make_unit(
					parent_union_unit=union.name, unit_name=key, members=[(cls.users[key], "Officer")]
				)
				for key in ("arts", "law")
			}
			cls.cycle = make.make_cycle(programme=make.make_programme(union.name))
			cls.filed = make.make_project(cls.cycle, cls.units["arts"], "Filed")

	def person(self, key: str):
		return self.people(self.users[key])

	def refused(self, call, *args, **values) -> RestError:
		with self.assertRaises(RestError) as caught:
			call(*args, **values)
		return caught.exception

	def test_from_the_paper_to_the_successors_work(self):
		arts, law = (self.units[key].name for key in ("arts", "law"))
		office = self.person("office")
		asked = {
			"kind": "Merge",
			"effective_on": nowdate(),
			"document_number": "No. 7",
			"reason": "One college",
			"units_before": [{"unit": arts}],
			"units_after": [{"unit": law, "unit_name": "arts and law"}],
		}
		for key in ("arts", "juror", "auditor", "observer"):
			with self.subTest(person=key):
				self.assertEqual(self.refused(self.person(key).insert, CHANGE, **asked).status, 403)
		change = office.insert(CHANGE, **asked)
		self.assertEqual([row["goes_to"] for row in change["projects"]], [law])
		self.assertEqual(office.call(CHANGE, change["name"], "preview")["problems"], [])
		for key in ("arts", "law", "juror", "auditor", "observer"):
			with self.subTest(person=key):
				self.assertEqual(self.refused(self.person(key).read, CHANGE, change["name"]).status, 403)
				self.assertEqual(
					self.refused(self.person(key).call, CHANGE, change["name"], "carry_out").status, 403
				)
		self.assertEqual(office.call(CHANGE, change["name"], "carry_out")["projects"], 1)
		self.assertEqual(office.call(CHANGE, change["name"], "carry_out")["status"], "Done")
		read = self.person("law").read(PROJECT, self.filed.name)
		self.assertEqual((read["unit"], read["unit_name"], read["filed_unit"]), (law, "arts", arts))
		self.assertEqual(self.refused(office.update, CHANGE, change["name"], reason="Another").status, 417)
		self.assertEqual(self.refused(office.delete, CHANGE, change["name"]).status, 417)
		problem = self.refused(
			self.person("law").insert, PROJECT, project_title="New", cycle=self.cycle.name, unit=arts
		)
		self.assertIn("arts and law", problem.message)

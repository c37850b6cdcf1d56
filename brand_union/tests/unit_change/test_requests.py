"""Units that are merged through REST, by the people who may and those who may not."""

from frappe.utils import nowdate

from brand_union.tests import factories as make
from brand_union.tests.rest_case import RestCase
from brand_union.tests.unit_change.case import CHANGE, PROJECT


class TestThroughRest(RestCase):
	"""An office merges one unit into another, all of it by requests."""

	@classmethod
	def make_all(cls):
		roles = {
			"office": "Brand Officer",
			"arts": "Brand Unit Officer",
			"law": "Brand Unit Officer",
			"juror": "Brand Juror",
			"auditor": "Brand Auditor",
			"observer": "Brand Observer",
		}
		cls.users = {key: cls.make_person(role) for key, role in roles.items()}
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
				self.refused(403, self.person(key).insert, CHANGE, **asked)
		change = office.insert(CHANGE, **asked)
		self.assertEqual([row["goes_to"] for row in change["projects"]], [law])
		self.assertEqual(office.call(CHANGE, change["name"], "preview")["problems"], [])
		for key in ("arts", "law", "juror", "auditor", "observer"):
			with self.subTest(person=key):
				self.refused(403, self.person(key).read, CHANGE, change["name"])
				self.refused(403, self.person(key).call, CHANGE, change["name"], "carry_out")
		self.assertEqual(office.call(CHANGE, change["name"], "carry_out")["projects"], 1)
		self.assertEqual(office.call(CHANGE, change["name"], "carry_out")["status"], "Done")
		read = self.person("law").read(PROJECT, self.filed.name)
		self.assertEqual((read["unit"], read["unit_name"], read["filed_unit"]), (law, "arts", arts))
		self.refused(417, office.update, CHANGE, change["name"], reason="Another")
		self.refused(417, office.delete, CHANGE, change["name"])
		problem = self.refused(
			417, self.person("law").insert, PROJECT, project_title="New", cycle=self.cycle.name, unit=arts
		)
		self.assertIn("arts and law", problem.message)

"""Awards as an office gives them through REST: decide, release, recommend, print the certificate."""

import frappe
from frappe.utils import nowdate
from frappe.utils.password import update_password

from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.awards import TITLES
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.rest import RestError, RestPeople

PASSWORD = "correct horse battery 7"
AWARD, DECISION = "Brand Award", "Brand Award Decision"


class TestAwardsThroughRest(IntegrationTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		people = RestPeople(PASSWORD)
		with committed():
			office, unit_user = make.make_user("Brand Officer"), make.make_user("Brand Unit Officer")
			for user in (office, unit_user):
				update_password(user, PASSWORD)
			union = make.make_unit(unit_type="University Union", is_group=1, members=[(office, "Officer")])
			unit = make.make_unit(parent_union_unit=union.name, members=[(unit_user, "Officer")])
			programme = make.make_programme(union.name, awards=[dict(row) for row in TITLES])
			cls.cycle = make.make_cycle(programme=programme)
			make.make_closed(cls.cycle, (40, 40, 20), (30, 30, 15), units=[unit])
		cls.office, cls.unit_user = people(office), people(unit_user)

	def test_from_the_draft_to_an_honour_of_the_city(self):
		office = self.office
		draft = office.insert(
			DECISION,
			decision_title="Awards",
			cycle=self.cycle.name,
			meeting_date=nowdate(),
			status="Released",
		)
		self.assertEqual((draft["status"], draft["rows"]), ("Draft", []))
		office.call(DECISION, draft["name"], "draft_rows")
		rows = office.read(DECISION, draft["name"])["rows"]
		self.assertEqual([row["award_title"] for row in rows], ["Model", "Good"])
		with self.assertRaises(RestError) as caught:
			office.update(DECISION, draft["name"], rows=[{**rows[0], "award_title": "Golden"}, rows[1]])
		self.assertEqual((caught.exception.status, caught.exception.kind), (417, "AwardProblem"))
		self.assertEqual(office.call(DECISION, draft["name"], "preview")["problems"], [])
		answer = office.call(DECISION, draft["name"], "release")
		self.assertEqual(answer, {"status": "Released", "awarded": 2, "revoked": 0})
		(own,) = self.unit_user.find(AWARD, fields=["name", "award_title", "certificate_number"])
		self.assertEqual(
			(own["award_title"], own["certificate_number"]), ("Model", f"A {self.cycle.year}-001")
		)
		name = own["name"]
		row = office.call(AWARD, name, "recommend", level="City", recommended_to="Union of the City")["row"]
		office.call(AWARD, name, "record_result", row=row, result="Awarded", honour="Pioneer")
		self.assertEqual(self.unit_user.read(AWARD, name)["recommendation"], "Awarded")
		form = f"/api/method/brand_union.services.paper.download?doctype={AWARD}&name={name}"
		self.assertEqual([person.fetch(form) for person in (office, self.unit_user)], [200, 200])
		other = frappe.db.get_value(AWARD, {"cycle": self.cycle.name, "name": ("!=", name)})
		self.assertEqual(self.unit_user.fetch(form.replace(name, other)), 403)

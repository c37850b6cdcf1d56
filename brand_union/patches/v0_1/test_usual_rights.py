import frappe

from brand_union.domain import phases
from brand_union.patches.v0_1 import usual_rights
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

WINDOW = "Brand Programme Window"


class TestUsualRights(IntegrationTestCase):
	def rights(self, name: str) -> set[str]:
		row = frappe.db.get_value(WINDOW, name, phases.RIGHTS, as_dict=True)
		return {right for right in phases.RIGHTS if row[right]}

	def test_rows_from_before_get_the_rights_of_their_phase_and_others_keep_theirs(self):
		rows = {row.phase: row.name for row in make.make_programme().windows}
		frappe.db.set_value(WINDOW, {"name": ("in", list(rows.values()))}, dict.fromkeys(phases.RIGHTS, 0))
		frappe.db.set_value(WINDOW, rows["Cultivation"], "may_file", 1)
		usual_rights.execute()
		expected = {phase: set(phases.USUAL[phase]) for phase in rows} | {"Cultivation": {"may_file"}}
		self.assertEqual({phase: self.rights(name) for phase, name in rows.items()}, expected)

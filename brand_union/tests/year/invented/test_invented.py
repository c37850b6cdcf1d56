"""The fourth programme, from its first row to the award of its second year.

Chapters run in order and share one site; when one fails, the later ones are skipped. Every request commits, so the
site is cleared at the end.
"""

from brand_union.tests.year.invented import (
	accepting,
	awarding,
	earlier,
	filing,
	holding,
	opening,
	small,
	used,
)
from brand_union.tests.year.invented.case import CYCLE, PROGRAMME


class TestInvented(
	earlier.Earlier,
	small.Small,
	opening.Opening,
	filing.Filing,
	holding.Holding,
	accepting.Accepting,
	awarding.Awarding,
):
	def documents(self) -> list[dict]:
		"""The programmes, cycles and score sheets of the story, as their administrator reads them."""
		admin = self.as_user("admin")
		names = {
			PROGRAMME: self.programmes,
			CYCLE: [row["name"] for row in admin.find(CYCLE)],
			"Score Sheet": [row["name"] for row in admin.find("Score Sheet")],
		}
		return [admin.read(doctype, name) for doctype, found in names.items() for name in found]

	def test_901_every_kind_of_rule_was_used(self):
		self.assertEqual(used.never_used((PROGRAMME, "Score Sheet"), self.documents()), [])

	def test_902_a_rule_that_nobody_set_is_found(self):
		documents = self.documents()
		for doc in documents:
			doc["quotas"] = [{**row, "ranked": 0} for row in doc.get("quotas", ())]
			doc["joint_quota"] = "Nobody"
		missing = used.never_used((PROGRAMME,), documents)
		self.assertEqual(
			missing,
			[
				(PROGRAMME, "joint_quota", "Every Unit"),
				(PROGRAMME, "joint_quota", "Lead Unit"),
				("Brand Programme Quota", "ranked", ""),
			],
		)

"""What tests of two organisers begin with: two offices in one cycle, and a unit below each."""

from brand_union.tests import factories as make
from brand_union.tests.cases import OfficeCase

FEDERATION = "Women's Federation"


class TwoOrganisersCase(OfficeCase):
	"""The `union` and the `women` run a programme: a `unit` files to the union, a `circle` to the women."""

	rules = {"checks": [{"item": "Complete"}]}

	@classmethod
	def make_programme(cls, **rules):
		cls.women_office, cls.circle_officer = (
			make.make_user("Brand Officer"),
			make.make_user("Brand Unit Officer"),
		)
		cls.women = make.make_unit(unit_type=FEDERATION, is_group=1, members=[(cls.women_office, "Officer")])
		cls.circle = make.make_unit(
			unit_type=FEDERATION, parent_union_unit=cls.women.name, members=[(cls.circle_officer, "Officer")]
		)
		return super().make_programme(co_organisers=cls.co_organisers(), **rules)

	@classmethod
	def co_organisers(cls) -> list[dict]:
		"""The rows of the programme that say who else organises."""
		return [{"organiser": cls.women.name, "unit_type": FEDERATION}]

	def of_union(self, to_stage: str = "Draft", **values):
		with make.acting("Administrator"):
			return make.make_project(self.cycle, self.unit, to_stage, **values)

	def of_women(self, to_stage: str = "Draft", **values):
		with make.acting("Administrator"):
			return make.make_project(self.cycle, self.circle, to_stage, **values)

	def sealed(self, *projects, **values):
		panel = make.make_panel(projects, opened=True, **values)
		make.score_all(panel)
		panel.reload()
		panel.seal()
		return panel

"""Documents for site tests: real ones, made the way people make them, each with keyword overrides.

Everything is made as the acting user of the test (Administrator unless a test says otherwise), and goes with
the test's rollback. Names carry a running number, so that tests of one class do not meet.
"""

from brand_union.tests.factories.awards import make_award_decision, make_closed
from brand_union.tests.factories.base import RUN, acting, number
from brand_union.tests.factories.decisions import make_decision, make_notice, make_objection
from brand_union.tests.factories.juries import make_panel, mark, score_all, sheet_of
from brand_union.tests.factories.people import (
	join,
	make_conflict,
	make_jurors,
	make_unit,
	make_unit_change,
	make_user,
)
from brand_union.tests.factories.projects import PROJECT_WAY, advance, make_acceptance, make_project
from brand_union.tests.factories.rules import (
	BANDS,
	CRITERIA,
	TIERS,
	make_category,
	make_cycle,
	make_permit,
	make_programme,
	make_reminder,
	make_rule_change,
	make_score_sheet,
	make_workday,
)

__all__ = [
	"BANDS",
	"CRITERIA",
	"PROJECT_WAY",
	"RUN",
	"TIERS",
	"acting",
	"advance",
	"join",
	"make_acceptance",
	"make_award_decision",
	"make_category",
	"make_closed",
	"make_conflict",
	"make_cycle",
	"make_decision",
	"make_jurors",
	"make_notice",
	"make_objection",
	"make_panel",
	"make_permit",
	"make_programme",
	"make_project",
	"make_reminder",
	"make_rule_change",
	"make_score_sheet",
	"make_unit",
	"make_unit_change",
	"make_user",
	"make_workday",
	"mark",
	"number",
	"score_all",
	"sheet_of",
]

"""What the office should look at before it decides on a project. Kinds only; the words are for the form to say."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from brand_union.domain import panel_methods
from brand_union.domain.panel_rules import Line, PanelRules
from brand_union.domain.ranking import Graded, Ranked
from brand_union.domain.votes import Tally

TOO_FEW_SHEETS = "too few valid sheets"
SHEETS_MISSING = "sheets are missing"
PART_MISSING = "a weighted part is missing"
VOTES_LACKING = "not enough ballots in favour"
SHARED_RANK = "shares its rank"
HIGHER_GRADE_FULL = "a higher grade is full"
CUT_NOT_FIRM = "close to the line"
METHOD_DECIDES = "the method decides on which side of the line"

# From this percentage of the samples on one side of the line, a project's place there is called firm.
FIRM = 90


def counted(rules: PanelRules, valid: int, missing: int) -> Iterator[str]:
	"""Flags from the number of sheets."""
	if valid < rules.min_valid:
		yield TOO_FEW_SHEETS
	if missing:
		yield SHEETS_MISSING


def scored(
	rules: PanelRules, row: Ranked, graded: Graded, ballots: Tally, parts_missing: tuple[str, ...]
) -> Iterator[str]:
	"""Flags from the score by the panel's own method."""
	if parts_missing:
		yield PART_MISSING
	if rules.method == panel_methods.VOTES and not ballots.is_enough(rules.votes_needed):
		yield VOTES_LACKING
	if row.shared:
		yield SHARED_RANK
	if graded.capped:
		yield HIGHER_GRADE_FULL


def at_the_line(line: Line | None, firm: Decimal | None, places: Mapping[str, Ranked]) -> Iterator[str]:
	"""Flags of a project whose side of the line hangs on chance (`firm`: percent of the samples) or on the method."""
	if firm is not None and 100 - FIRM < firm < FIRM:
		yield CUT_NOT_FIRM
	if line and len({line.is_above(row.score, row.rank) for row in _comparable(line, places)}) > 1:
		yield METHOD_DECIDES


def _comparable(line: Line, places: Mapping[str, Ranked]) -> Iterator[Ranked]:
	"""Points of the sheet and shares of ballots cannot be held against the same threshold."""
	by_rank = line.places is not None
	for method, row in places.items():
		if row.score is not None and (by_rank or method in panel_methods.ON_SHEET):
			yield row

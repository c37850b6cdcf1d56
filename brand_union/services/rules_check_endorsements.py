"""Whether the chain of opinions and seals can be signed: every row that cannot is named."""

from collections.abc import Iterator

from frappe import _

from brand_union.services.endorsements import MOMENTS, NOT_REQUIRED, ON_SCREEN

TABLE = "Brand Programme Endorsement"


def problems(rules) -> Iterator[str]:
	"""The sentences, in the order of the rows."""
	latest: dict = {}
	for row in rules.endorsements:
		if row.manner == ON_SCREEN and not row.signer_post:
			yield _(
				"Opinions, row {0}: {1} is signed on screen, so it has to say by whom. Fill in Signed By."
			).format(row.idx, row.endorsement)
		if row.required_before == NOT_REQUIRED:
			continue
		if row.required_before not in MOMENTS[row.form]:
			yield _wrong_moment(row)
			continue
		earlier = latest.get(row.form)
		if earlier and _place(row) < _place(earlier):
			yield _(
				"Opinions, row {0}: {1} is due before {2}, but {3} in row {4} signs first and is due only before {5}. Change the order or the steps."
			).format(
				row.idx,
				row.endorsement,
				_(row.required_before, context=TABLE),
				earlier.endorsement,
				earlier.idx,
				_(earlier.required_before, context=TABLE),
			)
		latest[row.form] = row


def _place(row) -> int:
	return MOMENTS[row.form].index(row.required_before)


def _wrong_moment(row) -> str:
	allowed = [*MOMENTS[row.form], NOT_REQUIRED]
	return _("Opinions, row {0}: a form of the kind {1} has no step {2}. Choose one of: {3}.").format(
		row.idx,
		_(row.form, context=TABLE),
		_(row.required_before, context=TABLE),
		", ".join(_(one, context=TABLE) for one in allowed),
	)

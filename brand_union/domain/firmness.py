"""How firm the cut is: what becomes of the line when other jurors of the same kind had scored.

Every sample draws, for each project, as many sheets as it has from its own sheets, with replacement (Efron's
bootstrap), works out all scores anew and draws the line again. The firmness of a project is the share of the
samples in which it stands above the line. The same seed gives the same samples on every machine: the draws are
made from the raw words of PCG64, which numpy promises not to change.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from itertools import groupby

import numpy as np

from brand_union.domain.panel_rules import SAMPLES, Line
from brand_union.domain.rounding import Number, to_fraction
from brand_union.domain.scoring import Combining

PLAIN_MEAN = Combining()
# One sheet drawn from one sheet is always the same: that says nothing.
LEAST_SHEETS = 2
# Parts of a unit that a value is cut to, so that a sum of many fits a machine's whole number.
FINE = 10**6
# So many ways of drawing are worked out beforehand; beyond that every sheet is drawn by itself.
MOST_WAYS = 4096
# Numbers drawn, and samples ranked, at a time: small enough for the processor's own memory, where it is twice as fast.
MOST_DRAWS = 250_000
SAMPLES_AT_A_TIME = 64


def firmness(
	values: Mapping[str, Sequence[Number]],
	line: Line,
	combining: Combining = PLAIN_MEAN,
	seed: str = "",
	samples: int = SAMPLES,
	scale: int = 1,
) -> dict[str, Fraction | None]:
	"""{project: share of the samples above the line, 0 to 1}; None below LEAST_SHEETS sheets.

	A value stands for value / scale. Who ties on the last place shares what is left of the places, so that
	the shares add up to them. Tie-break rules are not applied and scores are not rounded in a sample.
	"""
	sheets = {key: _fine(values[key], scale) for key in sorted(values)}
	# Projects with as many sheets stand together, because they are drawn together.
	scored = sorted((key for key in sheets if sheets[key]), key=lambda key: (len(sheets[key]), key))
	if not scored or not samples:
		return dict.fromkeys(sheets)
	scores = _scores([sheets[key] for key in scored], combining, seed, samples)
	above = zip(scored, _above(scores, line).tolist(), strict=True)
	shares = {key: Fraction(round(total * FINE), samples * FINE) for key, total in above}
	return {key: shares[key] if len(sheets[key]) >= LEAST_SHEETS else None for key in sheets}


def _fine(values: Sequence[Number], scale: int) -> list[int]:
	"""The values in 1 / FINE, in order."""
	return sorted(
		value * FINE // scale if isinstance(value, int) else int(to_fraction(value) * FINE) // scale
		for value in values
	)


def _scores(sheets: list[list[int]], combining: Combining, seed: str, samples: int) -> np.ndarray:
	"""(projects, samples): the scores of each sample, for sheets in the order of their number."""
	source = np.random.PCG64(int(sha256(seed.encode()).hexdigest(), 16))
	scores = np.empty((len(sheets), samples))
	begin = 0
	for size, group in groupby(sheets, key=len):
		rows = np.array(list(group), dtype=np.int64)
		kept = combining.kept(size)
		draw = _by_table if size**size <= MOST_WAYS else _one_by_one
		block = max(1, MOST_DRAWS // (size * samples))
		for part in (rows[at : at + block] for at in range(0, len(rows), block)):
			own = scores[begin : begin + len(part)]
			np.divide(draw(part, kept, source, samples), kept.stop - kept.start, out=own)
			begin += len(part)
	return scores


def _by_table(rows: np.ndarray, kept: slice, source: np.random.PCG64, samples: int) -> np.ndarray:
	"""Every way of drawing is as likely as the others: draw one of them, and look up what its sheets add up to."""
	many, size = rows.shape
	distinct, of_way = _ways(size)
	sums = rows[:, distinct[kept]].sum(axis=1)
	chosen = of_way.take(_below(source, len(of_way), (many, samples)))
	chosen += np.arange(many)[:, None] * sums.shape[1]
	return sums.ravel().take(chosen)


@lru_cache
def _ways(size: int) -> tuple[np.ndarray, np.ndarray]:
	"""The distinct sets of places that may be drawn, one per column and each in order, and which one each way of
	drawing gives. It counts which sheets were drawn and not in which order, so the sets are far fewer."""
	ways = np.indices((size,) * size, dtype=np.int8).reshape(size, -1)
	ways.sort(axis=0)
	distinct, of_way = np.unique(ways, axis=1, return_inverse=True)
	return distinct, of_way.reshape(-1)


def _one_by_one(rows: np.ndarray, kept: slice, source: np.random.PCG64, samples: int) -> np.ndarray:
	"""The sheets stand in order, so that ordering the places drawn orders what they hold."""
	many, size = rows.shape
	drawn = _below(source, size, (many, size * samples))
	values = np.take_along_axis(rows, drawn, axis=1).reshape(many, size, samples)
	if kept != slice(0, size):
		values.sort(axis=1)
	return values[:, kept].sum(axis=1)


def _below(source: np.random.PCG64, limit: int, shape: tuple[int, int]) -> np.ndarray:
	"""Whole numbers below `limit`, one from each 32 bits: the upper half of their product with the limit."""
	count = shape[0] * shape[1]
	words = source.random_raw((count + 1) // 2).astype("<u8", copy=False).view("<u4")[:count]
	product = words * np.uint64(limit)
	product >>= np.uint64(32)
	return product.astype(np.intp).reshape(shape)


def _above(scores: np.ndarray, line: Line) -> np.ndarray:
	"""How often each project is above the line; a place shared by a tie counts in part."""
	if line.threshold is not None:
		return (scores >= float(to_fraction(line.threshold) * FINE)).sum(axis=1)
	many, samples = scores.shape
	if not 0 < line.places < many:
		return np.full(many, samples if line.places > 0 else 0)
	parts = (scores[:, begin : begin + SAMPLES_AT_A_TIME] for begin in range(0, samples, SAMPLES_AT_A_TIME))
	return sum((_among_first(part, line.places) for part in parts), np.zeros(many))


def _among_first(scores: np.ndarray, places: int) -> np.ndarray:
	many = len(scores)
	last = np.partition(scores, many - places, axis=0)[many - places]
	better = scores > last
	left = places - np.count_nonzero(better, axis=0)
	project, sample = np.nonzero(scores == last)
	share = (left / np.bincount(sample))[sample]
	return np.count_nonzero(better, axis=1) + np.bincount(project, weights=share, minlength=many)

"""The slots of a unit's quota: an application that is filed holds one, until it is withdrawn.

Two people may press the button in the same moment. A slot of the leading unit is safe by the unique index of its column;
where the unit ranks its applications, the slot is the rank. Joint applications that count for every unit hold slots in
a second column, which no index can hold against the first, so that filings of such a cycle wait for each other.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import cint

from brand_union.domain import consequences, quota
from brand_union.domain.consequences import Standing
from brand_union.services import allowance_words, allowances, cycles, held_slots
from brand_union.services.errors import BrandError, NotEligible, QuotaUsedUp
from brand_union.services.held_slots import EVERY_UNIT, NOBODY, PROJECT

# So that a slot which is held can be told from those of another unit; more applications nobody files.
MOST_SLOTS = 999


@dataclass(frozen=True)
class Claim:
	"""What the leading unit of an application may take: `keys` of slots, none where it needs none (`counts` is False)."""

	standing: Standing
	keys: list[str]
	counts: bool = True
	joint: bool = False


# Edges


def claim(doc, old: str, new: str) -> None:
	"""Take a free slot of the unit's quota, and of each joint unit's where they count; a returned application keeps its own.

	Raises NotEligible with the row that forbids it, and QuotaUsedUp with what holds the slots.
	"""
	rules = cycles.rules_of(doc.cycle)
	counts_for_all = _is_joint(doc) and rules.joint_quota == EVERY_UNIT
	if rules.joint_quota == EVERY_UNIT:
		held_slots.wait_for_others(doc.cycle)
	standings = _standings(doc, rules, counts_for_all)
	wanted = doc.flags.slot_claim = _claim_of(doc, rules, standings[doc.unit])
	doc.flags.exchanges_rank = False
	_demand_eligible(rules, doc.unit, doc.unit_name, wanted.standing)
	taken = held_slots.taken(doc, rules, wanted.keys)
	if not wanted.counts:
		doc.quota_slot = None
	elif not _keeps(doc, wanted):
		doc.quota_slot = _first_free(wanted.keys, taken) or _exchanged(doc, wanted) or refuse(doc)
	if wanted.counts and not wanted.joint:
		_demand_continued(doc, rules, wanted.standing, len(taken))
	_claim_joint(doc, rules, standings if counts_for_all else {})


def give_back(doc, old: str, new: str) -> None:
	"""A withdrawn application frees the slots of all its units."""
	doc.quota_slot = None
	for row in doc.joint_units:
		row.quota_slot = None


def forget_changed_units(doc) -> None:
	"""Step of `validate`: a row that names another unit than before holds nothing of that one."""
	before = {row.name: row for row in (doc.get_doc_before_save() or {}).get("joint_units") or []}
	for row in doc.joint_units:
		if row.name in before and before[row.name].unit != row.unit:
			row.quota_slot = None


# Writing


def empty_is_null(doc) -> None:
	"""A project without a slot has NULL, which repeats freely in the unique index; an empty text does not."""
	doc.quota_slot = doc.quota_slot or None


def write(doc, update: Callable[[], None]) -> None:
	"""Write the document; if somebody took its quota slot in the same moment, try the unit's next one.

	A plain read cannot see what another transaction has just committed, the unique index does.
	"""
	empty_is_null(doc)
	before = doc.get_doc_before_save()
	if not doc.quota_slot or (before and before.quota_slot == doc.quota_slot):
		return update()
	keys = doc.flags.slot_claim.keys
	given_up = before.quota_slot if before else None
	for key in keys[keys.index(doc.quota_slot) :]:
		doc.quota_slot = key
		try:
			return _write_one(doc, given_up, update)
		except frappe.UniqueValidationError:
			frappe.clear_last_message()
		except frappe.QueryDeadlockError:
			# The database has already undone everything, so there is nothing to go on with.
			frappe.throw(
				_(
					"Several applications of {0} were filed in the same moment. Press the button once more."
				).format(doc.unit_name),
				BrandError,
			)
	refuse(doc)


def _write_one(doc, given_up: str | None, update: Callable[[], None]) -> None:
	"""Write the document; the application that it exchanges ranks with lets go of its slot and takes the other."""
	if not doc.flags.exchanges_rank:
		return update()
	other = held_slots.given_another_rank(doc, doc.quota_slot, lock=True) or refuse(doc)
	frappe.db.set_value(PROJECT, other, "quota_slot", None)
	update()
	frappe.db.set_value(PROJECT, other, "quota_slot", given_up)


def refuse(doc) -> None:
	"""Raise QuotaUsedUp, naming what already holds the slots and the row of the cycle that says so."""
	rules, wanted = cycles.rules_of(doc.cycle), doc.flags.slot_claim
	held = ", ".join(held_slots.holders(doc, wanted.keys)) or _("none")
	name = doc.unit_name or doc.unit
	if wanted.standing.ranked and not wanted.joint:
		text = _(
			"{0} has already ranked an application of {2} as number {1}: {3}. Give this one another rank."
		)
		if held_slots.is_returned(wanted.keys[0]):
			text = _(
				"{0} has ranked an application of {2} as number {1} that was returned: {3}. Give one of the two another rank, and file {3} first."
			)
		_throw(text.format(name, cint(doc.unit_rank), rules.cycle_name, held))
	if wanted.joint:
		text = _("{0} may lead {1} joint application(s) in {2}, and has filed: {3}. Withdraw one of them.")
		_throw(text.format(name, len(wanted.keys), rules.cycle_name, held))
	_throw(
		_(
			"{0} may file {1} application(s) in {2} ({3}), and has filed: {4}. Withdraw one of them, or ask the union's office."
		).format(
			name, wanted.standing.cap, rules.cycle_name, allowance_words.reason(rules, wanted.standing), held
		)
	)


# What a unit may take


def _standings(doc, rules, with_joint: bool) -> dict[str, Standing]:
	names = {doc.unit, *(row.unit for row in doc.joint_units if with_joint)}
	return allowances.of_units(rules, names).standings


def _claim_of(doc, rules, standing: Standing) -> Claim:
	if _is_joint(doc) and rules.joint_quota == NOBODY:
		most = cint(rules.joint_cap)
		return Claim(
			standing, held_slots.keys_of(doc.cycle, doc.unit, most, joint=True), counts=bool(most), joint=True
		)
	if not standing.ranked:
		return Claim(standing, held_slots.keys_of(doc.cycle, doc.unit, standing.cap))
	_demand_rank(doc, rules, standing)
	return Claim(standing, [quota.slot_key(doc.cycle, doc.unit, cint(doc.unit_rank))])


def _keeps(doc, wanted: Claim) -> bool:
	"""Whether the slot that a returned application holds is still of the right kind.

	One that was handed over keeps that of the unit which filed it.
	"""
	held = doc.quota_slot
	if not held or held in wanted.keys or doc.filed_unit:
		return bool(held)
	is_ranked = wanted.standing.ranked and not wanted.joint
	return not is_ranked and held in held_slots.keys_of(doc.cycle, doc.unit, MOST_SLOTS, wanted.joint)


def _exchanged(doc, wanted: Claim) -> str | None:
	"""The slot of a returned application that was given another rank, if this one has a rank to give for it."""
	doc.flags.exchanges_rank = bool(
		wanted.standing.ranked
		and not wanted.joint
		and doc.quota_slot in held_slots.keys_of(doc.cycle, doc.unit, MOST_SLOTS)
		and held_slots.given_another_rank(doc, wanted.keys[0])
	)
	return wanted.keys[0] if doc.flags.exchanges_rank else None


def _is_joint(doc) -> bool:
	return bool(doc.joint_units)


def _first_free(keys: list[str], taken: Collection[str]) -> str | None:
	return next((key for key in keys if key not in taken), None)


def _claim_joint(doc, rules, standings: dict[str, Standing]) -> None:
	done = {doc.unit}
	for row in doc.joint_units:
		if row.unit in done or not standings:
			row.quota_slot = None
		elif not row.quota_slot:
			standing = standings[row.unit]
			_demand_eligible(rules, row.unit, row.unit_name, standing)
			keys = held_slots.keys_of(doc.cycle, row.unit, standing.cap)
			row.quota_slot = _first_free(keys, held_slots.taken(doc, rules, keys)) or _refuse_joint(
				doc, rules, row, keys
			)
		done.add(row.unit)


# What stands against it


def _demand_eligible(rules, unit: str, name: str | None, standing: Standing) -> None:
	if standing.bar:
		frappe.throw(
			_("{0} may not file in {1}: {2}").format(
				name or unit, rules.cycle_name, allowance_words.applied(rules, standing.bar)
			),
			NotEligible,
			title=_("Not Eligible"),
		)


def _demand_rank(doc, rules, standing: Standing) -> None:
	if standing.cap and not standing.bar and not 1 <= cint(doc.unit_rank) <= standing.cap:
		frappe.throw(
			_("{0} ranks its applications in {1}: enter a rank from 1 to {2} under {3}, not {4}.").format(
				doc.unit_name,
				rules.cycle_name,
				standing.cap,
				frappe.bold(_(doc.meta.get_label("unit_rank"), context=PROJECT)),
				cint(doc.unit_rank),
			),
			QuotaUsedUp,
			title=_("Rank Missing"),
		)


def _demand_continued(doc, rules, standing: Standing, others: int) -> None:
	"""There must be a slot left for each project of an earlier year that has to be gone on with."""
	if not standing.to_continue:
		return
	filed = frappe.get_all(
		PROJECT,
		{"cycle": doc.cycle, "unit": doc.unit, "quota_slot": ("is", "set"), "name": ("!=", doc.name)},
		pluck="continues_project",
		order_by=None,
	)
	open_ones = consequences.still_to_continue(standing, [*filed, doc.continues_project])
	if len(open_ones) > standing.cap - others - 1:
		frappe.throw(
			_("{0} has no application left for what it must go on with in {1}: {2}").format(
				doc.unit_name, rules.cycle_name, allowance_words.applied(rules, open_ones[0])
			),
			NotEligible,
			title=_("Not Eligible"),
		)


def _refuse_joint(doc, rules, row, keys: list[str]) -> None:
	_throw(
		_(
			"Joint Units, row {0}: {1} has no application left in {2} for taking part ({3} allowed). It has filed: {4}."
		).format(
			row.idx,
			row.unit_name or row.unit,
			rules.cycle_name,
			len(keys),
			", ".join(held_slots.holders(doc, keys)) or _("none"),
		)
	)


def _throw(text: str) -> None:
	frappe.throw(text, QuotaUsedUp, title=_("Quota Used Up"))

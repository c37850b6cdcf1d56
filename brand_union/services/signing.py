"""Signing an opinion box: on screen by whoever holds the post, or by entering what was signed on paper.

Both also work after filing, for boxes that are due later: the application is frozen then, its signatures are not.
"""

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import cstr, escape_html, format_date, strip_html

from brand_union.domain import lifecycle
from brand_union.persons import OFFICER, UNIT_POSTS, person
from brand_union.services import cycles, endorsements, notices, records
from brand_union.services.endorsements import OFFICE, ON_SCREEN, STAMPED_SCAN
from brand_union.services.errors import EndorsementProblem

MEMBER = "Union Unit Member"
ON_PAPER = ("opinion", "signer", "post", "signed_on", "sealed", "scan")


def sign(doc, endorsement: str, opinion: str = "") -> None:
	"""Sign a box on screen as the acting user, who holds the post that it asks for, when its turn has come."""
	doc.check_permission("read")
	rule = _rule(doc, endorsement)
	if rule.manner == STAMPED_SCAN:
		_refuse(_("{0} is signed on paper: its stamped scan is asked for.").format(endorsement))
	_demand_post(doc, rule)
	_demand_unsigned(doc, rule)
	_demand_turn(doc, rule)
	said = strip_html(cstr(opinion)).strip()
	_put(doc, rule, **({"opinion": said} if said else {}), **_signature(doc, rule))


def add_paper(doc, endorsement: str, values: dict) -> None:
	"""Enter what was signed on paper: {opinion, signer, post, signed_on, sealed, scan}, as far as given."""
	doc.check_permission("write")
	rule = _rule(doc, endorsement)
	if rule.manner == ON_SCREEN:
		_refuse(_("{0} is signed on screen, by: {1}.").format(endorsement, endorsements.post_of(rule)))
	_demand_turn(doc, rule)
	_put(doc, rule, **{field: values[field] for field in ON_PAPER if values.get(field)})


def ask(doc) -> list[str]:
	"""Tell those who may sign the next box that their signature is asked for; returns their full names."""
	doc.check_permission("write")
	rule = endorsements.next_of(doc)
	if not rule:
		_refuse(_("{0} has every signature that it needs.").format(doc.project_title))
	users = holders(doc, rule)
	if not users:
		_refuse(
			_(
				"Nobody can sign {0} on screen: no enabled user has the post {1}. Ask the union's office to enter one under People of This Unit, or have it signed on paper."
			).format(rule.endorsement, endorsements.post_of(rule) or "—")
		)
	tell_next(doc)
	return frappe.get_all("User", {"name": ("in", users)}, pluck="full_name", order_by="full_name")


def tell_next(doc, old: str | None = None, new: str | None = None) -> None:
	"""Tell those who may sign the next box; also the effect of a step between stages."""
	rule = endorsements.next_of(doc)
	if rule:
		title, box = escape_html(cstr(doc.project_title)), escape_html(rule.endorsement)
		users = [user for user in holders(doc, rule) if user != frappe.session.user]
		notices.tell(
			users,
			lambda: _("Your signature is asked for: {0}, {1}").format(title, box),
			doc.doctype,
			doc.name,
		)


def holders(doc, rule) -> list[str]:
	"""The enabled users who may sign the box of this row on screen, and open the document that it stands in."""
	if not rule.signer_post or rule.manner == STAMPED_SCAN:
		return []
	rows = frappe.get_all(
		MEMBER,
		{
			"parent": doc.organiser if rule.signer_post == OFFICE else doc.unit,
			"parenttype": "Union Unit",
			"is_active": 1,
			"post": ("in", sorted(UNIT_POSTS) if rule.signer_post == OFFICE else [rule.signer_post]),
		},
		pluck="user",
		order_by="idx",
	)
	return [user for user in _enabled(rows) if frappe.has_permission(doc.doctype, "read", doc, user=user)]


def steps_of(doc) -> dict:
	"""What the acting user can do about the next box: {"text", "box", "opinion", "sign", "paper", "ask"}.

	`sign`, `paper` and `ask` say whether the user may sign on screen, enter what was signed on paper after filing, or
	ask somebody else for the signature.
	"""
	rule = endorsements.next_of(doc)
	if not rule:
		return {"text": ""}
	row = endorsements.given_in(doc).get(rule.endorsement)
	may_sign = _may_sign_on_screen(doc, rule, row)
	may_write = bool(frappe.has_permission(doc.doctype, "write", doc))
	is_frozen = lifecycle.is_content_frozen(doc.doctype, doc.stage)
	return {
		"text": _sentence(rule, row, may_sign),
		"box": rule.endorsement,
		"opinion": cstr(row and row.opinion),
		"sign": may_sign,
		"paper": may_write and is_frozen and rule.manner != ON_SCREEN,
		"ask": may_write and not may_sign and bool(holders(doc, rule)),
	}


def _sentence(rule, row, may_sign: bool) -> str:
	if may_sign:
		return _("Your signature is asked for: {0}.").format(rule.endorsement)
	if row and row.signed_by:
		return _("Still awaited: the stamped scan of {0}.").format(rule.endorsement)
	post = endorsements.post_of(rule)
	if post:
		return _("Signature awaited: {0}, by: {1}.").format(rule.endorsement, post)
	return _("Signature awaited: {0}.").format(rule.endorsement)


def _may_sign_on_screen(doc, rule, row) -> bool:
	return rule.manner != STAMPED_SCAN and not (row and row.signed_by) and _holds_post(doc, rule)


def _rule(doc, endorsement: str):
	rule = next((row for row in endorsements.rules_of(doc) if row.endorsement == endorsement), None)
	if not rule:
		names = ", ".join(row.endorsement for row in endorsements.rules_of(doc))
		_refuse(
			_("{0} has no box {1}. Choose one of: {2}.").format(
				cycles.rules_of(doc.cycle).cycle_name,
				frappe.bold(escape_html(endorsement)),
				names or _("none"),
			)
		)
	return rule


def _demand_post(doc, rule) -> None:
	if _holds_post(doc, rule):
		return
	post = endorsements.post_of(rule)
	if not post:
		_refuse(
			_("{0} names no post that signs on screen, so it is signed on paper.").format(rule.endorsement)
		)
	_refuse(
		_("{0} is signed by: {1}. You do not hold this post for {2}.").format(
			rule.endorsement, post, doc.unit_name or doc.unit
		)
	)


def _holds_post(doc, rule) -> bool:
	if not rule.signer_post:
		return False
	if rule.signer_post == OFFICE:
		who = person()
		return OFFICER in who.roles and doc.organiser in who.own_units
	held = {"user": frappe.session.user, "is_active": 1, "post": rule.signer_post}
	return bool(frappe.db.exists(MEMBER, {"parent": doc.unit, "parenttype": "Union Unit", **held}))


def _demand_turn(doc, rule) -> None:
	"""The paper is not at its end, and all boxes that come before this one in the chain are complete."""
	if lifecycle.is_final(doc.doctype, doc.stage):
		_refuse(_("{0} is at its end, so nothing is signed any more.").format(doc.project_title))
	given = endorsements.given_in(doc)
	for earlier in endorsements.chain_of(doc):
		if earlier.idx >= rule.idx or rule.required_before == endorsements.NOT_REQUIRED:
			return
		problem = endorsements.problem_of(earlier, given.get(earlier.endorsement))
		if problem:
			_refuse(_("{0} comes first. {1}").format(earlier.endorsement, problem))


def _demand_unsigned(doc, rule) -> None:
	row = endorsements.given_in(doc).get(rule.endorsement)
	if row and (row.signed_by or not endorsements.problem_of(rule, row)):
		_refuse(
			_("{0} was signed by {1} on {2} already.").format(
				rule.endorsement, row.signer, format_date(row.signed_on)
			)
		)


def _signature(doc, rule) -> dict:
	user = frappe.session.user
	return {
		"signer": frappe.db.get_value("User", user, "full_name") or user,
		"post": _post_held(doc.organiser if rule.signer_post == OFFICE else doc.unit),
		"signed_on": cycles.today(),
		"signed_by": user,
	}


def _post_held(unit: str) -> str:
	"""The acting user's post there, in the site's language: the paper stands in it."""
	held = frappe.db.get_value(
		MEMBER,
		{"parent": unit, "parenttype": "Union Unit", "user": frappe.session.user, "is_active": 1},
		"post",
	)
	with print_language(frappe.db.get_single_value("System Settings", "language") or "en"):
		return _(held, context=MEMBER) if held else ""


def _put(doc, rule, **values) -> None:
	"""Write the row and save; the next signer is told."""
	row = endorsements.given_in(doc).get(rule.endorsement)
	row = row or doc.append(endorsements.TABLE, {"endorsement": rule.endorsement})
	if row.signed_by:
		# Beside a signature on screen, paper adds its seal and its scan only.
		values = {field: value for field, value in values.items() if field in ("sealed", "scan")}
	row.update(values)
	# The caller has checked the post, or the right to write.
	records.write(doc)
	tell_next(doc)


def _enabled(users: list[str]) -> list[str]:
	found = set(
		frappe.get_all("User", {"name": ("in", users or [""]), "enabled": 1}, pluck="name", order_by=None)
	)
	return [user for user in users if user in found]


def _refuse(sentence: str) -> None:
	frappe.throw(sentence, EndorsementProblem)

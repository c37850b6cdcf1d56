"""Reminding the units that have not filed: the office sees who gets what, and sends it.

Each person gets one notice for all units concerned, in the own language, and by e-mail as well where the site can send
mail. Nobody is reminded twice on one day, whoever presses the button; a log keeps who was told what.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import frappe
from frappe import _
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.translate import print_language
from frappe.utils import cint, cstr, escape_html, format_date, now_datetime

from brand_union.domain import phases
from brand_union.services import coverage, cycles, notices, organisers, records

LOG, CYCLE = "Brand Reminder", "Brand Cycle"


@dataclass(frozen=True)
class Letter:
	"""What one person is told: `lines` as (unit's name, applications that it still owes)."""

	user: str
	lines: tuple[tuple[str, int], ...]

	@property
	def units(self) -> str:
		return ", ".join(name for name, _missing in self.lines)


@frappe.whitelist(methods=["GET", "POST"])
def preview(cycle: str, everybody: int = 0) -> dict:
	"""Who would be reminded: {"cycle", "until", "people": [{user, full_name, units, message, reminded, silent}],
	"unreachable": [names of units without anybody in office]}.

	Units that owe an application are asked; with `everybody` also those that may file and have not, without owing it.
	"""
	rules, until = _open(cycle)
	letters, unreachable = _letters(rules, cint(everybody))
	done, listening = _reminded_today(rules.name), notices.listeners(letter.user for letter in letters)
	names = _full_names(letter.user for letter in letters)
	return {
		"cycle": rules.cycle_name,
		"until": format_date(until),
		"people": [
			{
				"user": letter.user,
				"full_name": names.get(letter.user) or letter.user,
				"units": letter.units,
				"message": _message(rules, letter, until),
				"reminded": int(letter.user in done),
				"silent": int(letter.user not in listening),
			}
			for letter in letters
		],
		"unreachable": unreachable,
	}


@frappe.whitelist(methods=["POST"])
def send(cycle: str, everybody: int = 0) -> dict:
	"""Remind them: {"sent": how many people, "before": how many were reminded today already, "silent": how many want no
	notices}."""
	rules, until = _open(cycle)
	letters, _unreachable = _letters(rules, cint(everybody))
	listening = notices.listeners(letter.user for letter in letters)
	heard = [letter for letter in letters if letter.user in listening]
	sent = sum(_send(rules, letter, until, listening[letter.user]) for letter in heard)
	return {"sent": sent, "before": len(heard) - sent, "silent": len(letters) - len(heard)}


def _open(cycle: str) -> tuple:
	"""The rules of a cycle that the acting user keeps, and until when its units may file."""
	frappe.has_permission(CYCLE, "write", cstr(cycle), throw=True)
	cycles.demand_running(cycle)
	cycles.demand_open(cycle, phases.TO_FILE)
	return cycles.rules_of(cycle), cycles.window_state(cycle, phases.TO_FILE).closes_on


def _letters(rules, everybody: int) -> tuple[list[Letter], list[str]]:
	"""(one for each person, the units that nobody is in office for)."""
	rows = [row for row in coverage.of_cycle(rules.name) if row["missing"] or (everybody and _idle(row))]
	people = notices.people_of(row["unit"] for row in rows)
	lines: dict[str, list[tuple[str, int]]] = defaultdict(list)
	for row in rows:
		for user in people.get(row["unit"], ()):
			lines[user].append((row["unit_name"], row["missing"]))
	unreachable = [row["unit_name"] for row in rows if not people.get(row["unit"])]
	return [Letter(user, tuple(found)) for user, found in sorted(lines.items())], unreachable


def _idle(row: dict) -> bool:
	return bool(row["not_filed"] and row["free"])


def _message(rules, letter: Letter, until) -> str:
	"""One sentence for each unit, as plain text."""
	day = format_date(until)
	owed = _("{0}: {1} still owes {2} application(s), to be filed by {3}.")
	idle = _("{0}: {1} has not filed an application yet; it can do so until {3}.")
	return " ".join(
		(owed if missing else idle).format(rules.cycle_name, unit, missing, day)
		for unit, missing in letter.lines
	)


# Sending


def _send(rules, letter: Letter, until, language: str) -> bool:
	"""Tell one person and keep it in the log, unless that was done today."""
	with print_language(language):
		message = _message(rules, letter, until)
		title = _("Applications not filed yet")
	by_mail = bool(EmailAccount.find_default_outgoing())
	if not _log(rules, letter, message, by_mail):
		return False
	notices.tell([letter.user], lambda: escape_html(message), CYCLE, rules.name)
	if by_mail:
		# Drawing a mail takes longer than all the rest, and there may be hundreds.
		frappe.enqueue(
			frappe.sendmail,
			queue="short",
			enqueue_after_commit=True,
			recipients=[letter.user],
			subject=f"{rules.cycle_name}: {title}",
			message=escape_html(message),
			reference_doctype=CYCLE,
			reference_name=rules.name,
			add_unsubscribe_link=0,
		)
	return True


def _log(rules, letter: Letter, message: str, by_mail: bool) -> bool:
	"""The log has one entry for each person, cycle and day: whoever comes second is refused by its index."""
	log = frappe.get_doc(
		{
			"doctype": LOG,
			"cycle": rules.name,
			"recipient": letter.user,
			"unit_names": letter.units,
			"message": message,
			"by_mail": int(by_mail),
			"sent_on": now_datetime(),
			"sent_by": frappe.session.user,
			"organiser": organisers.own_of(rules),
			"day_key": _day_key(rules.name, letter.user),
		}
	)
	try:
		records.write(log)
	except frappe.UniqueValidationError:
		frappe.clear_last_message()
		return False
	return True


def _day_key(cycle: str, user: str) -> str:
	return sha256(f"{cycle}|{user}|{cycles.today()}".encode()).hexdigest()


def _reminded_today(cycle: str) -> set[str]:
	midnight = f"{cycles.today()} 00:00:00"
	return set(
		frappe.get_all(LOG, {"cycle": cycle, "sent_on": (">=", midnight)}, pluck="recipient", order_by=None)
	)


def _full_names(users: Iterable[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"User", {"name": ("in", sorted(set(users)) or [""])}, ["name", "full_name"], order_by=None
	)
	return {row.name: row.full_name for row in rows}

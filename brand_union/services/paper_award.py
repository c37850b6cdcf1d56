"""The certificate of an award (DOMAIN 8): title, unit, what for, honour, issuer, date, number, and a code to check it."""

import frappe
import pyqrcode
from frappe import _
from frappe.utils import cstr

from brand_union.services import cycles, organisers, public_award
from brand_union.services.awards import REVOKED
from brand_union.services.errors import BrandError
from brand_union.services.paper_reader import Reader

# What a scanner needs around the code, in modules of it.
QUIET_ZONE = 4
MOST_IN_LARGE_LETTERS = 75
INNER_QUOTES = str.maketrans("“”", "‘’")


def certificate(reader: Reader, blank: bool = False, material: bool = False) -> dict:
	"""The certificate of a Brand Award; there is nothing on it to fill in by hand. Raises BrandError for a revoked one."""
	if reader.value("status") == REVOKED:
		frappe.throw(
			_("{0} was revoked, so there is no certificate of it.").format(reader.doc.name), BrandError
		)
	project, cycle = (
		_within_quotes(text)
		for text in (reader.text("project_title"), cycles.rules_of(reader.value("cycle")).cycle_name)
	)
	return {
		"title": _("Certificate of Honour"),
		"text": reader.texts(
			"unit_name", "project_title", "award_title", "certificate_number", "awarded_on", "level"
		),
		"what_for": _("Your project “{0}” did outstanding work in {1} and is awarded the title").format(
			project, cycle
		),
		"is_long": len(project) + len(cycle) > MOST_IN_LARGE_LETTERS,
		"issuers": organisers.issuers_of(reader.doc),
		"code": qr_code(public_award.link_to(reader.doc.check_code)),
	}


def qr_code(text: str) -> dict:
	"""A QR code as an SVG path: {"path", "box"}, one unit for each module, with its quiet zone."""
	rows = pyqrcode.create(text, error="M").code
	size = len(rows) + 2 * QUIET_ZONE
	dark = [(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module]
	return {
		"path": "".join(f"M{x} {y}h1v1h-1z" for x, y in dark),
		"box": f"-{QUIET_ZONE} -{QUIET_ZONE} {size} {size}",
	}


def _within_quotes(text: str) -> str:
	"""A name that is put in quotation marks: those of its own become inner ones."""
	return cstr(text).translate(INNER_QUOTES)

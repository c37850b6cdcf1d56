from secrets import token_hex

import frappe
from frappe import _

from brand_union.services import evidence, public_page

no_cache = 1


def get_context(context) -> None:
	"""The form for objections to one notice: /brand-notices/NUMBER/objection (see the route rules in hooks.py)."""
	notice = public_page.content(frappe.form_dict.notice)
	context.update(
		{
			**public_page.frame_of(notice),
			**({"title": _("Make an Objection")} if notice else {}),
			# Not `name`: Frappe takes that for the page's own.
			"number": frappe.form_dict.notice,
			"limits": evidence.limits(),
			# New with each page: so an objection that is sent twice is known for one.
			"sending": token_hex(16),
			# Whoever is logged in sends it with the session, which asks for its token.
			"csrf_token": "" if frappe.session.user == "Guest" else frappe.sessions.get_csrf_token(),
		}
	)
	if not notice:
		context.http_status_code = 404

import frappe
from frappe import _

from brand_union.services import evidence, public_page

no_cache = 1


def get_context(context) -> None:
	"""The form for objections to one notice: /brand-notices/NUMBER/objection (see the route rules in hooks.py)."""
	notice = public_page.content(frappe.form_dict.notice)
	context.update(
		{
			"title": _("Objection") if notice else _("There is no such notice"),
			"lang": frappe.local.lang,
			"list_link": public_page.LIST,
			"notice": notice,
			# Not `name`: Frappe takes that for the page's own.
			"number": frappe.form_dict.notice,
			"limits": evidence.limits(),
			# Whoever is logged in sends it with the session, which asks for its token.
			"csrf_token": "" if frappe.session.user == "Guest" else frappe.sessions.get_csrf_token(),
		}
	)
	if not notice:
		context.http_status_code = 404

import frappe
from frappe import _
from frappe.utils import cint

from brand_union.services import public_page

no_cache = 1


def get_context(context) -> None:
	"""The list of public notices: /brand-notices, older ones at ?page=2."""
	context.update(
		{
			"title": _("Public Notices"),
			"lang": frappe.local.lang,
			"list_link": public_page.LIST,
			"listed": public_page.listed(cint(frappe.form_dict.page)),
		}
	)

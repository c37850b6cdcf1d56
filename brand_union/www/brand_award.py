import frappe

from brand_union.services import public_award

no_cache = 1


def get_context(context) -> None:
	"""The check of one certificate: /brand-awards/CODE (see the route rules in hooks.py)."""
	context.update(public_award.page(frappe.form_dict.code))

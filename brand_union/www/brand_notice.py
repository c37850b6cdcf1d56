import frappe

from brand_union.services import public_page

no_cache = 1


def get_context(context) -> None:
	"""One public notice: /brand-notices/NUMBER (see the route rules in hooks.py)."""
	notice = public_page.content(frappe.form_dict.notice)
	context.update(public_page.frame_of(notice))
	if not notice:
		# Not Frappe's own error page: it is kept, and would stand there after the notice is posted.
		context.http_status_code = 404

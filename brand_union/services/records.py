"""Writing what follows from an act: the one place where a service passes by the rights of the acting user."""

from brand_union.services import guard


def write(doc, ignore_version: bool | None = None):
	"""Insert or save a document, read-only fields included; returns it.

	The calling service has checked the act. What follows from it nobody has a right to write by hand (a sheet, a log,
	a snapshot), or not everybody who may act: a person who signs may otherwise only read the project. What is done
	with the document afterwards asks for rights again.
	"""
	before = doc.flags.ignore_permissions
	try:
		with guard.as_service(doc):
			return doc.save(ignore_permissions=True, ignore_version=ignore_version)
	finally:
		doc.flags.ignore_permissions = before


def delete(doc, permanently: bool = False) -> None:
	"""Delete a document in the same way; `permanently` keeps no copy among Frappe's deleted documents."""
	with guard.as_service(doc):
		doc.delete(ignore_permissions=True, delete_permanently=permanently)

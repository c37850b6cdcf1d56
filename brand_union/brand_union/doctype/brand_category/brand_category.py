from frappe.model.document import Document


class BrandCategory(Document):
	"""A category that projects of a programme choose from."""

"""What tests over the wire begin with: data that requests can see, and people who log in."""

from frappe.utils.password import update_password

from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make
from brand_union.tests.committed import committed, remove_committed
from brand_union.tests.rest import RestError, RestPeople

PASSWORD = "correct horse battery 7"


class RestCase(IntegrationTestCase):
	"""`people(user)` is one of them in a browser. What `make_all` makes is gone when the class is done."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.addClassCleanup(remove_committed)
		cls.people = RestPeople(PASSWORD)
		with committed():
			cls.make_all()

	@classmethod
	def make_all(cls) -> None:
		"""What the cases are about."""

	@staticmethod
	def make_person(role: str, **values) -> str:
		"""A user who can log in."""
		user = make.make_user(role, **values)
		update_password(user, PASSWORD)
		return user

	def refused(self, status: int, call, *args, **values) -> RestError:
		"""The error with which the site answers a call: with this status."""
		with self.assertRaises(RestError) as caught:
			call(*args, **values)
		self.assertEqual(caught.exception.status, status, caught.exception)
		return caught.exception

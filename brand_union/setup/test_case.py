"""Base of the tests of set-up: each test starts from the same records and leaves none behind."""

import re
from collections.abc import Callable

import frappe

from brand_union.setup import defaults
from brand_union.setup.workflows import shipped_workflows
from brand_union.tests import IntegrationTestCase
from brand_union.tests import factories as make

PROJECT = "Brand Project"


def plain(html: str) -> str:
	"""A message without its markup."""
	return re.sub(r"<[^>]+>", "", html)


def messages() -> str:
	"""All that the user was told so far, without markup."""
	return plain(
		" ".join(
			frappe.parse_json(entry).get("message") if isinstance(entry, str) else entry.get("message")
			for entry in frappe.local.message_log
		)
	)


class SetupTestCase(IntegrationTestCase):
	"""Rolls every test back by itself, and drops what the caches have seen of it."""

	def setUp(self) -> None:
		super().setUp()
		frappe.set_user("Administrator")
		frappe.db.savepoint("setup_test")
		self.addCleanup(self.undo)

	def undo(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="setup_test")
		# What waited for a commit waited for what was just taken back.
		frappe.db.before_commit.reset()
		frappe.db.after_commit.reset()
		frappe.clear_messages()
		frappe.clear_cache(doctype=PROJECT)
		frappe.clear_cache(doctype="Brand Acceptance")
		for name in frappe.get_all("Workflow", pluck="name", order_by="name"):
			frappe.clear_document_cache("Workflow", name)

	def assert_only_administrators(self, call: Callable, *args, others: tuple[str, ...]) -> None:
		"""Who has one of the other roles is refused, and the union's administrator is not."""
		for role in others:
			with self.subTest(role), make.acting(make.make_user(role)):
				self.assertRaises(frappe.PermissionError, call, *args)
		with make.acting(make.make_user("Brand Administrator")):
			call(*args)

	@staticmethod
	def workflow():
		"""The active workflow of projects, fresh from the database."""
		name = frappe.db.get_value("Workflow", {"document_type": PROJECT, "is_active": 1}, "name")
		return frappe.get_doc("Workflow", name)

	@staticmethod
	def shipped() -> defaults.Default:
		"""The shipped workflow of projects."""
		return next(d for d in shipped_workflows() if d.content["document_type"] == PROJECT)

	@staticmethod
	def place_project(state: str, stage: str, name: str) -> None:
		"""A bare row that stands in a state; the check of a workflow counts rows and reads nothing else."""
		doc = frappe.new_doc(PROJECT)
		doc.update({"workflow_state": state, "stage": stage})
		doc.name = name
		doc.db_insert()

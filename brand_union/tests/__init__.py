"""The base class of site tests, under one name on every supported Frappe."""

import unittest

try:
	from frappe.tests import IntegrationTestCase  # v16
except ImportError:
	try:
		from frappe.tests.utils import FrappeTestCase as IntegrationTestCase  # v15
	except ImportError:
		IntegrationTestCase = unittest.TestCase  # no Frappe here; site tests are not collected then

__all__ = ["IntegrationTestCase"]

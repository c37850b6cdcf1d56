"""How the tests meet Frappe.

Tests in a folder named `domain` or `pure` need no site and run anywhere. All others run on the site that FRAPPE_SITE
names (test.localhost by default), as Administrator. What a test function writes is rolled back after it; a test
class keeps its data until its end, exactly as under `bench run-tests`.
"""

import importlib.util
import os
import unittest
from collections.abc import Iterator
from pathlib import Path

import pytest

PURE_FOLDERS = {"domain", "pure"}
HAS_FRAPPE = importlib.util.find_spec("frappe") is not None
HAS_BROWSER = HAS_FRAPPE and importlib.util.find_spec("playwright") is not None
ROOT = Path(__file__).parent


def is_pure(path: Path) -> bool:
	return bool(PURE_FOLDERS & set(path.relative_to(ROOT).parts))


def pytest_configure(config: pytest.Config) -> None:
	config.addinivalue_line("markers", "pure: needs neither Frappe nor a site (set by its folder)")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
	"""Without Frappe or Playwright, what imports them cannot even be collected."""
	if collection_path.is_dir():
		return True if collection_path.name == "browser" and not HAS_BROWSER else None
	if HAS_FRAPPE:
		return None
	return True if not is_pure(collection_path) else None


def pytest_report_header() -> list[str]:
	missing = [name for name, there in (("frappe", HAS_FRAPPE), ("playwright", HAS_BROWSER)) if not there]
	return [f"left out, because it is not installed: tests that need {name}" for name in missing]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
	for item in items:
		parts = set(item.path.relative_to(ROOT).parts)
		name = "pure" if PURE_FOLDERS & parts else "browser" if "browser" in parts else "site"
		item.add_marker(name)
		if name == "browser" and not os.environ.get("BRAND_UNION_BASE_URL"):
			item.add_marker(pytest.mark.skip(reason="BRAND_UNION_BASE_URL names no served site"))


def find_sites_folder() -> Path:
	"""The `sites` folder of the bench whose Frappe is installed here."""
	import frappe

	return Path(os.environ.get("SITES_PATH") or Path(frappe.__file__).resolve().parents[3] / "sites")


def site_of_worker() -> str:
	"""The site that FRAPPE_SITE names; of several names each worker of pytest-xdist takes its own."""
	names = os.environ.get("FRAPPE_SITE", "test.localhost").split()
	return names[int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))]


@pytest.fixture(scope="session")
def frappe_site() -> Iterator[str]:
	"""Connects to the site for the whole run and returns its name."""
	import frappe

	site = site_of_worker()
	before = Path.cwd()
	os.chdir(find_sites_folder())
	frappe.init(site=site)
	frappe.connect()
	frappe.clear_cache()
	yield site
	frappe.destroy()
	os.chdir(before)


@pytest.fixture(autouse=True)
def site_transaction(request: pytest.FixtureRequest) -> Iterator[None]:
	"""Starts every site test as Administrator and undoes what a test function wrote."""
	if request.node.get_closest_marker("pure"):
		yield
		return
	request.getfixturevalue("frappe_site")
	import frappe

	frappe.flags.in_test = True
	frappe.set_user("Administrator")
	yield
	if not is_test_case(request.cls):
		frappe.db.rollback()
	frappe.set_user("Administrator")


@pytest.fixture(autouse=True, scope="class")
def site_class(request: pytest.FixtureRequest) -> Iterator[None]:
	"""Connects before `setUpClass` of a test class runs."""
	if is_test_case(request.cls) and not is_pure(request.node.path):
		request.getfixturevalue("frappe_site")
		import frappe

		frappe.flags.in_test = True
		frappe.set_user("Administrator")
	yield


def is_test_case(cls: type | None) -> bool:
	return cls is not None and issubclass(cls, unittest.TestCase)


@pytest.fixture(scope="session")
def base_url() -> str:
	"""Where the browser finds the site."""
	return os.environ["BRAND_UNION_BASE_URL"]

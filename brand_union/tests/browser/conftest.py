"""A real browser on the served site, with the demo year on it.

Pictures go to the folder that BRAND_UNION_SCREENSHOTS names (default: a folder of its own under the
system's temporary files).
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import frappe
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from brand_union.demo import load
from brand_union.tests.browser.desk import Desk

ARGUMENTS = (
	"--no-sandbox",
	"--disable-gpu",
	"--disable-background-networking",
	"--disable-component-update",
	"--no-first-run",
)
WIDE = {"width": 1360, "height": 900}


@pytest.fixture(scope="session")
def demo_year(frappe_site: str) -> str:
	"""The demo year on the site, committed, so that the server sees it."""
	frappe.set_user("Administrator")
	load.run()
	frappe.db.commit()
	return frappe.db.get_global(load.MARK)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
	with sync_playwright() as playwright:
		running = playwright.chromium.launch(
			executable_path=os.environ.get("BRAND_UNION_CHROMIUM") or None, args=list(ARGUMENTS)
		)
		yield running
		running.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
	folder = Path(
		os.environ.get("BRAND_UNION_SCREENSHOTS") or Path(tempfile.gettempdir()) / "brand_union_screenshots"
	)
	folder.mkdir(parents=True, exist_ok=True)
	return folder


@pytest.fixture
def desk_of(browser: Browser, base_url: str, demo_year: str, pictures: Path) -> Iterator[Callable[..., Desk]]:
	"""`desk_of(user)` logs a person of the demo in and returns their Desk."""
	contexts = []

	def open_for(user: str, viewport: dict | None = None) -> Desk:
		context = browser.new_context(
			viewport=viewport or WIDE,
			locale="zh-CN",
			timezone_id="Asia/Shanghai",
			base_url=base_url,
			# Bootstrap ignores who closes a dialog that is still coming in.
			reduced_motion="reduce",
		)
		contexts.append(context)
		answer = context.request.post("/api/method/login", form={"usr": user, "pwd": load.PASSWORD})
		assert answer.ok, answer.text()
		page: Page = context.new_page()
		return Desk(page, pictures)

	yield open_for
	for context in contexts:
		context.close()

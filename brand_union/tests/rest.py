"""People at work through REST: every call is a request to Frappe's own WSGI application, in this process.

In this process, because the clock that the tests move is this process's. Each request runs in a context of its
own, so that the test's connection and session stay as they were.
"""

import contextvars
import json
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import frappe
from frappe.utils import now_datetime, strip_html
from werkzeug.test import Client, TestResponse

from brand_union.demo.driver import Record, Refused

# A session lives for a week without use; after some days away from the desk a person logs in anew.
LOGIN_LASTS = timedelta(days=5)
TOKEN = re.compile(r'csrf_token\s*=\s*"([0-9a-f]+)"')


class RestError(Refused):
	"""The site answered with an error: `status`, the error's class as `kind`, the sentence as `message`."""

	def __init__(self, status: int, kind: str, message: str):
		super().__init__(kind, message)
		self.status = status


class RestPeople:
	"""Everybody who works with the site, by user name; all have the same password."""

	def __init__(self, password: str):
		self._password = password
		self._known: dict[str, RestClient] = {}

	def __call__(self, user: str) -> "RestClient":
		if user not in self._known:
			self._known[user] = RestClient(user, self._password)
		return self._known[user]


class RestClient:
	"""One person in a browser of their own: logs in by itself, keeps the cookies, sends the CSRF token."""

	def __init__(self, user: str, password: str, site: str | None = None):
		self.user, self._password = user, password
		self.site = site or frappe.local.site
		self.csrf_token = ""
		self._browser: Client | None = None
		self._logged_in: datetime | None = None

	# What a person does (see demo.driver.Actor)

	def insert(self, doctype: str, /, **values: Any) -> Record:
		return self.request("POST", f"/api/resource/{quote(doctype)}", values)["data"]

	def read(self, doctype: str, name: str) -> Record:
		return self.request("GET", _path(doctype, name))["data"]

	def update(self, doctype: str, name: str, /, **values: Any) -> Record:
		return self.request("PUT", _path(doctype, name), values)["data"]

	def delete(self, doctype: str, name: str) -> None:
		self.request("DELETE", _path(doctype, name))

	def find(
		self, doctype: str, filters: Record | None = None, fields: list[str] | None = None
	) -> list[Record]:
		query = {
			"filters": json.dumps(filters or {}),
			"fields": json.dumps(fields or ["name"]),
			"order_by": "name asc",
			"limit_page_length": 0,
		}
		return self.request("GET", f"/api/resource/{quote(doctype)}", query=query)["data"]

	def act(self, doctype: str, name: str, action: str) -> Record:
		seen = json.dumps(self.read(doctype, name))
		return self.rpc("frappe.model.workflow.apply_workflow", doc=seen, action=action)

	def call(self, doctype: str, name: str, method: str, /, **arguments: Any) -> Any:
		return self.rpc(
			"frappe.handler.run_doc_method", dt=doctype, dn=name, method=method, args=json.dumps(arguments)
		)

	def rpc(self, method: str, /, **arguments: Any) -> Any:
		return self.request("POST", f"/api/method/{method}", arguments).get("message")

	def get(self, method: str, /, **arguments: Any) -> Any:
		"""Call a whitelisted function that only reads."""
		return self.request("GET", f"/api/method/{method}", query=arguments).get("message")

	def page(self, path: str) -> str:
		"""The text of a page of the site."""
		self._demand_login()
		return self._send("GET", path).get_data(as_text=True)

	def fetch(self, path: str) -> int:
		"""Download a file; returns the status of the answer."""
		self._demand_login()
		return self._send("GET", path).status_code

	# The way there

	def request(
		self, verb: str, path: str, values: Record | None = None, query: Record | None = None
	) -> Record:
		"""One request as this person; returns the answer's JSON. Raises RestError."""
		self._demand_login()
		return _answer(self._send(verb, path, values, query))

	def open_desk(self) -> str:
		"""Load the Desk as a browser does; from then on the site demands its CSRF token. Returns the token."""
		self._demand_login()
		page = self._send("GET", "/app")
		found = TOKEN.search(page.get_data(as_text=True))
		if page.status_code != 200 or not found:
			raise RestError(page.status_code, "NoDesk", f"{self.user} cannot open the Desk")
		self.csrf_token = found[1]
		return self.csrf_token

	def _demand_login(self) -> None:
		now = now_datetime()
		if self._browser and self._logged_in and abs(now - self._logged_in) < LOGIN_LASTS:
			return
		self._browser, self._logged_in, self.csrf_token = _new_browser(), now, ""
		_answer(self._send("POST", "/api/method/login", {"usr": self.user, "pwd": self._password}))

	def _send(
		self, verb: str, path: str, values: Record | None = None, query: Record | None = None
	) -> TestResponse:
		headers = {"X-Frappe-Site-Name": self.site, "Accept": "application/json"}
		if path.startswith("/app"):
			headers["Accept"] = "text/html"
		if self.csrf_token:
			headers["X-Frappe-CSRF-Token"] = self.csrf_token
		options = {
			"method": verb,
			"headers": headers,
			"query_string": query,
			"base_url": f"http://{self.site}",
		}
		if values is not None:
			options["json"] = values
		# The test's own transaction must neither hide what the request finds nor hold a lock against it.
		frappe.db.commit()
		return contextvars.Context().run(self._browser.open, path, buffered=True, **options)


def _new_browser() -> Client:
	from frappe.app import application

	return Client(application)


def _path(doctype: str, name: str) -> str:
	return f"/api/resource/{quote(doctype)}/{quote(name, safe='')}"


def _answer(response: TestResponse) -> Record:
	content = response.get_json(silent=True)
	if response.status_code >= 400 or content is None:
		content = content or {}
		kind = content.get("exc_type") or f"HTTP {response.status_code}"
		raise RestError(response.status_code, kind, _message(content, response))
	return content


def _message(content: Record, response: TestResponse) -> str:
	"""The sentence that the browser would show, without HTML."""
	shown = [json.loads(one) for one in json.loads(content.get("_server_messages") or "[]")]
	raised = [one for one in shown if one.get("raise_exception")] or shown
	if raised:
		return strip_html(raised[-1]["message"]).strip()
	return strip_html(str(content.get("exception") or content.get("message") or response.status)).strip()

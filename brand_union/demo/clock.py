"""A clock that can be moved, in the site's time zone: a past year is told on its own days.

Needs freezegun, which is no requirement of the app: nothing but the demo and the tests moves clocks.
"""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import get_datetime, get_system_timezone

# Time goes on by this much whenever somebody looks at it, so that what happened later also sorts later.
STEP_SECONDS = 0.001
# A test runner measures how long tests really take.
KEEPS_REAL_TIME = ["_pytest"]


class Clock:
	"""Moves the time of this process; made by `movable_clock`."""

	def __init__(self, frozen):
		self._frozen = frozen
		self._zone = ZoneInfo(get_system_timezone())

	def move_to(self, moment: str) -> None:
		"""Make it `moment` ("2025-06-23 14:52:00") in the site's time zone."""
		self._frozen.move_to(_utc(moment, self._zone))


@contextmanager
def movable_clock(moment: str) -> Iterator[Clock]:
	"""From `moment` (in the site's time zone) until the end of the block, time is what the clock says."""
	demand_freezegun()
	from freezegun import freeze_time

	start = _utc(moment, ZoneInfo(get_system_timezone()))
	with freeze_time(start, auto_tick_seconds=STEP_SECONDS, ignore=KEEPS_REAL_TIME) as frozen:
		_teach_database()
		yield Clock(frozen)


def demand_freezegun() -> None:
	"""Raise ValidationError, with the way out, where freezegun is not installed."""
	if importlib.util.find_spec("freezegun") is None:
		frappe.throw(
			_("The demo year needs the Python package {0}. Install it in the bench: {1}").format(
				"freezegun", "bench pip install freezegun"
			)
		)


def _utc(moment: str, zone: ZoneInfo) -> datetime:
	local = datetime.fromisoformat(str(moment)).replace(tzinfo=zone)
	return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def _teach_database() -> None:
	"""The database driver picks an encoder by the exact class of a value, and a frozen date has its own."""
	from freezegun.api import FakeDate, FakeDatetime

	connection = getattr(frappe.db, "_conn", None)
	for encoders in (getattr(frappe.db, "CONVERSION_MAP", None), getattr(connection, "encoders", None)):
		if encoders:
			encoders[FakeDate] = lambda value, mapping=None: f"'{value.isoformat()}'"
			encoders[FakeDatetime] = lambda value, mapping=None: f"'{value.isoformat(sep=' ')}'"


def later(moment: str | date, **delta: int) -> str:
	"""The moment that lies `days`, `hours`, `minutes` after another one, as text."""
	return str(frappe.utils.add_to_date(get_datetime(moment), **delta))

"""People who do something in the same moment: processes with connections of their own, as requests have."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe

PATIENCE = 120  # seconds until a hanging test is given up
SPAWN = multiprocessing.get_context("spawn")


def here() -> tuple[str, str]:
	"""What another process has to know to connect: the site, and where the sites are."""
	return frappe.local.site, os.path.abspath(frappe.local.sites_path)


@contextmanager
def connected(site: str, sites_path: str) -> Iterator[None]:
	"""A connection of this process's own."""
	frappe.init(site=site, sites_path=sites_path)
	frappe.connect()
	try:
		yield
	finally:
		frappe.destroy()


def race(*runs: tuple) -> list[tuple]:
	"""Carry out each (function, *arguments) in a process of its own; all the rows they return, in no order.

	A function is called with a barrier and its arguments, waits at the barrier for the others, and returns a list.
	"""
	start, results = SPAWN.Barrier(len(runs), timeout=PATIENCE), SPAWN.Queue()
	runners = [SPAWN.Process(target=_run, args=(*here(), results, run[0], start, *run[1:])) for run in runs]
	for runner in runners:
		runner.start()
	rows = [row for _runner in runners for row in results.get(timeout=PATIENCE)]
	for runner in runners:
		runner.join(PATIENCE)
	return rows


def _run(site: str, sites_path: str, results, function: Callable, *arguments) -> None:
	with connected(site, sites_path):
		results.put(function(*arguments))


def attempt(call: Callable) -> tuple[str, str]:
	"""As one request: ("Done", "") and committed, or the error's name and its sentence."""
	try:
		call()
		frappe.db.commit()
		return "Done", ""
	except Exception as error:
		frappe.db.rollback()
		return type(error).__name__, str(error)

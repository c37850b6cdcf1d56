"""What the app has put on this site, remembered in Brand Union Settings.

The memory is a dict:
  "defaults": {kind: {name: {"shipped": hash of the app's file, "stored": hash of the record as it was saved}}}
  "created":  {doctype: [names]}  records that did not exist before, so that uninstalling may take them away;
              files in the site's folder stand under SITE_FILE
"""

import json

import frappe

SETTINGS = "Brand Union Settings"
FIELD = "seeded"
SITE_FILE = "Site File"

Memory = dict[str, dict]


def recall() -> Memory:
	"""The whole memory; empty parts on a site that has none."""
	text = frappe.db.get_value("Singles", {"doctype": SETTINGS, "field": FIELD}, "value", order_by=None)
	memory = json.loads(text) if text else {}
	return {"defaults": memory.get("defaults") or {}, "created": memory.get("created") or {}}


def remember(memory: Memory) -> None:
	"""Writes the whole memory."""
	frappe.db.set_single_value(
		SETTINGS, FIELD, json.dumps(memory, sort_keys=True, ensure_ascii=False), update_modified=False
	)


def recall_default(kind: str, name: str) -> dict[str, str] | None:
	"""The hashes {"shipped", "stored"} of a seeded default; None if it never was seeded."""
	return recall()["defaults"].get(kind, {}).get(name)


def remember_default(kind: str, name: str, shipped: str, stored: str) -> None:
	"""Notes that the default `name` was seeded from the file `shipped` and saved as `stored` (both hashes)."""
	memory = recall()
	memory["defaults"].setdefault(kind, {})[name] = {"shipped": shipped, "stored": stored}
	remember(memory)


def note_created(doctype: str, names: list[str]) -> None:
	"""Notes records that the app created and may delete again."""
	if not names:
		return
	memory = recall()
	known = memory["created"].setdefault(doctype, [])
	known.extend(name for name in names if name not in known)
	remember(memory)


def created(doctype: str) -> list[str]:
	"""The records of a DocType that the app created."""
	return list(recall()["created"].get(doctype, []))

"""Reads the app's source and finds what the house rules forbid. Pure: it imports no frappe and runs no code of the app."""

import ast
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from brand_union.tests.pure.syntax import (
	Finding,
	Source,
	called_name,
	imported,
	is_table_of_values,
	line_of,
	name_of,
	written_fields,
)

APP = "brand_union"
ROOT = Path(__file__).resolve().parents[2]
DOCTYPES = f"{APP}/{APP}/doctype/"
# Who may not import what. The longest prefix that fits a file counts.
FORBIDDEN_IMPORTS: Mapping[str, tuple[str, ...]] = {
	f"{APP}/": (f"{APP}.tests", f"{APP}.demo", f"{APP}.benchmarks"),
	f"{APP}/demo/": (f"{APP}.tests", f"{APP}.benchmarks"),
	f"{APP}/tests/": (),
	f"{APP}/benchmarks/": (),
	f"{APP}/services/": (
		f"{APP}.{APP}",
		f"{APP}.hooks",
		f"{APP}.tests",
		f"{APP}.demo",
		f"{APP}.benchmarks",
	),
}

# The domain takes plain Python only, but for the assignment of jurors and the firmness of the cut: an exact optimum
# of that size needs a real solver, which takes its model as arrays, and millions of draws need arrays as well.
# Without the two packages only these two are missing.
SOLVER_PACKAGES: Mapping[str, tuple[str, ...]] = {
	f"{APP}/domain/flow.py": ("highspy", "numpy"),
	f"{APP}/domain/matching.py": ("numpy",),
	f"{APP}/domain/test_flow.py": ("numpy",),
	f"{APP}/domain/firmness.py": ("numpy",),
}

# Fields with one writer: only these modules may set them.
STAGE_WRITER = f"{APP}/services/stage.py"
WRITERS: Mapping[str, tuple[str, ...]] = {
	"stage": (STAGE_WRITER,),
	"workflow_state": (STAGE_WRITER,),
	# Filing claims a slot and gives it back; writing takes the unit's next one if somebody was faster.
	"quota_slot": (f"{APP}/services/slots.py",),
	# A juror's total.
	"total": (f"{APP}/services/sheets.py",),
}

ACTING_NAMES = {"user", "acting_user", "as_user", "current_user", "session_user", "on_behalf_of"}
TRANSLATORS = {"_", "_lt"}


def sources(suffix: str = ".py", under: str = "") -> list[Source]:
	"""All files of the app with this suffix, in a stable order."""
	folder = ROOT / under
	found = sorted(path for path in folder.rglob(f"*{suffix}") if "node_modules" not in path.parts)
	return [
		Source(path.relative_to(ROOT.parent).as_posix(), path.read_text(encoding="utf-8")) for path in found
	]


def wrong_imports(source: Source) -> Iterator[Finding]:
	"""Imports against the direction controllers → services → domain, also those inside functions."""
	for node in ast.walk(source.tree):
		for name in imported(node, source.path):
			if _is_forbidden(source, name):
				yield Finding(source.path, node.lineno, f"must not import {name}")


def loose_endpoints(source: Source) -> Iterator[Finding]:
	"""Whitelisted functions that are not fully typed, name no HTTP methods, or are told who acts."""
	for node in ast.walk(source.tree):
		if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
			for decorator in filter(_is_whitelist, node.decorator_list):
				yield from (
					Finding(source.path, node.lineno, f"{node.name}: {fault}")
					for fault in _faults(node, decorator)
				)


def untranslatable(source: Source) -> Iterator[Finding]:
	"""Texts built inside the translating call, so that no translation is ever found."""
	for node in ast.walk(source.tree):
		if isinstance(node, ast.Call) and called_name(node) in TRANSLATORS and node.args:
			text = node.args[0]
			if isinstance(text, ast.JoinedStr | ast.BinOp) or (
				isinstance(text, ast.Call) and called_name(text) == "format"
			):
				yield Finding(source.path, node.lineno, "text is put together inside _()")


def untranslatable_script(source: Source) -> Iterator[Finding]:
	"""The same for form scripts: a template with values, or a sum, inside __()."""
	for match in re.finditer(r"\b__\(\s*(?:`[^`]*\$\{|\"[^\"\n]*\"\s*\+|'[^'\n]*'\s*\+)", source.text):
		yield Finding(source.path, line_of(source, match.start()), "text is put together inside __()")


def foreign_writers(
	source: Source,
	constants: Mapping[str, set[str]] = {},
	writers: Mapping[str, tuple[str, ...]] = WRITERS,
) -> Iterator[Finding]:
	"""Code outside the one allowed module that sets a field which has one writer.

	`constants` maps names of constants to their texts, so that a field's name behind one is seen.
	"""
	if source.is_test:
		return
	for node in ast.walk(source.tree):
		for field in written_fields(node, constants):
			if field in writers and source.path not in writers[field]:
				yield Finding(
					source.path, node.lineno, f"sets {field}, which {writers[field][0]} alone may do"
				)


def named_states(source: Source, states: Iterable[str]) -> Iterator[Finding]:
	"""Names of workflow states in Python code; a school may rename every one of them."""
	names = set(states)
	for node in ast.walk(source.tree):
		if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip() in names:
			yield Finding(source.path, node.lineno, f"names the workflow state {node.value!r}")


def named_states_script(source: Source, states: Iterable[str]) -> Iterator[Finding]:
	"""The same for form scripts."""
	names = "|".join(re.escape(name) for name in sorted(states, key=len, reverse=True))
	for match in re.finditer(rf"([\"'`])({names})\1", source.text) if names else ():
		yield Finding(source.path, line_of(source, match.start()), f"names the workflow state {match[2]!r}")


def computed_hooks(source: Source) -> Iterator[Finding]:
	"""Anything in hooks.py that is not a table of values, or that Frappe would take for a hook by mistake.

	A table may be keyed by a list of DocTypes that is kept elsewhere, imported under a private name.
	"""
	for node in source.tree.body:
		is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
		is_table = isinstance(node, ast.Assign) and is_table_of_values(node.value)
		is_private = isinstance(node, ast.ImportFrom) and all(
			(alias.asname or alias.name).startswith("_") for alias in node.names
		)
		if not (is_text or is_table or is_private):
			yield Finding(source.path, node.lineno, "hooks.py holds plain values only")


def dangling_paths(source: Source, known: Callable[[str], bool]) -> Iterator[Finding]:
	"""Dotted paths of ours in hooks.py that lead to no module or function."""
	for node in ast.walk(source.tree):
		if isinstance(node, ast.Constant) and isinstance(node.value, str):
			is_path = re.fullmatch(rf"{APP}(\.\w+)+", node.value)
			if is_path and not node.value.endswith((".js", ".css")) and not known(node.value):
				yield Finding(source.path, node.lineno, f"{node.value} does not exist")


def unguarded_writes(source: Source) -> Iterator[Finding]:
	"""`ignore_permissions` outside set-up and the one service that passes by rights, for what others have checked."""
	places = ("services/records.py", "setup/", "patches/", "demo/", "install.py", "uninstall.py")
	if source.is_test or source.path.startswith(tuple(f"{APP}/{place}" for place in places)):
		return
	for node in ast.walk(source.tree):
		is_keyword = isinstance(node, ast.keyword) and node.arg == "ignore_permissions"
		is_flag = (
			isinstance(node, ast.Attribute)
			and node.attr == "ignore_permissions"
			and isinstance(node.ctx, ast.Store)
		)
		if is_keyword or is_flag:
			yield Finding(source.path, node.lineno, "ignores permissions; see services/records.py")


def exists(dotted: str) -> bool:
	"""Whether a dotted path of ours is a module, or a function or class at the top of one."""
	*folders, last = dotted.split(".")
	module = ROOT.parent.joinpath(*folders)
	if (module / last).is_dir() or (module / f"{last}.py").is_file():
		return True
	file = module.with_suffix(".py") if module.with_suffix(".py").is_file() else module / "__init__.py"
	if not file.is_file():
		return False
	defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
	return any(isinstance(node, defined) and node.name == last for node in ast.parse(file.read_text()).body)


def shipped_workflows() -> list[dict]:
	"""The workflows that come with the app, as plain dicts."""
	files = sorted((ROOT / APP / "workflow").glob("*/*.json"))
	return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def state_names(workflows: Iterable[dict], allowed: Iterable[str]) -> set[str]:
	"""The names of states, without those that are also a word of the app."""
	return {row["state"] for workflow in workflows for row in workflow["states"]} - set(allowed)


def select_options() -> set[str]:
	"""Every word that one of our DocTypes offers in a Select field (a stage, a kind of snapshot, …)."""
	files = sorted((ROOT / APP / "doctype").glob("*/*.json"))
	doctypes = [json.loads(file.read_text(encoding="utf-8")) for file in files]
	selects = [f for d in doctypes for f in d.get("fields", ()) if f["fieldtype"] == "Select"]
	return {option for field in selects for option in (field.get("options") or "").split("\n") if option}


def _is_forbidden(source: Source, name: str) -> bool:
	if source.path.startswith(f"{APP}/domain/"):
		allowed = ("pytest", "hypothesis") if source.is_test else ()
		allowed += SOLVER_PACKAGES.get(source.path, ())
		first = name.split(".")[0]
		return not (_within(name, f"{APP}.domain") or first in sys.stdlib_module_names or first in allowed)
	place = max((prefix for prefix in FORBIDDEN_IMPORTS if source.path.startswith(prefix)), key=len)
	return not source.is_test and any(_within(name, banned) for banned in FORBIDDEN_IMPORTS[place])


def _within(name: str, package: str) -> bool:
	return name == package or name.startswith(f"{package}.")


def _is_whitelist(decorator: ast.expr) -> bool:
	function = decorator.func if isinstance(decorator, ast.Call) else decorator
	return name_of(function) == "whitelist"


def _faults(node: ast.FunctionDef | ast.AsyncFunctionDef, decorator: ast.expr) -> Iterator[str]:
	keywords = {k.arg for k in decorator.keywords} if isinstance(decorator, ast.Call) else set()
	if "methods" not in keywords:
		yield "declares no methods"
	given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
	given += [extra for extra in (node.args.vararg, node.args.kwarg) if extra]
	for argument in given:
		if argument.arg not in ("self", "cls") and argument.annotation is None:
			yield f"argument {argument.arg} has no type"
		if argument.arg in ACTING_NAMES:
			yield f"is told who acts ({argument.arg})"
	if node.returns is None:
		yield "has no return type"
	defaults = [*node.args.defaults, *(d for d in node.args.kw_defaults if d)]
	if any(name_of(part) == "session" for default in defaults for part in ast.walk(default)):
		yield "has a default that is worked out from the session at import"

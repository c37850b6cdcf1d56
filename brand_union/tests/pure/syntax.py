"""What one file of source is, and the questions about its syntax that the house rules ask."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

# People may do here what the app's own code may not: prove that it is refused, or measure it bare.
BESIDE_THE_APP = ("brand_union/tests/", "brand_union/benchmarks/")

# Calls that write a field: which of their arguments names it, and which take a dict of fields.
WRITING_CALLS = {"set": 0, "db_set": 0, "setattr": 1, "set_value": 2}
DICT_CALLS = {"update", "db_set", "set_value", "get_doc", "bulk_update"}


@dataclass(frozen=True)
class Source:
	"""One file: its path from the repository's root (with /) and its text."""

	path: str
	text: str

	@cached_property
	def tree(self) -> ast.Module:
		return ast.parse(self.text, self.path)

	@property
	def is_test(self) -> bool:
		return self.path.rsplit("/", 1)[-1].startswith(("test_", "conftest")) or self.path.startswith(
			BESIDE_THE_APP
		)


@dataclass(frozen=True)
class Finding:
	"""A place that breaks a rule."""

	path: str
	line: int
	what: str

	def __str__(self) -> str:
		return f"{self.path}:{self.line}: {self.what}"


def constants_of(files: Iterable[Source]) -> dict[str, set[str]]:
	"""Every constant of the app that holds a text, with all texts it stands for."""
	found: dict[str, set[str]] = {}
	for source in files:
		for node in source.tree.body:
			if isinstance(node, ast.Assign):
				for name, value in _named_texts(node):
					found.setdefault(name, set()).add(value)
	return found


def _named_texts(node: ast.Assign) -> Iterator[tuple[str, str]]:
	for target in node.targets:
		pairs = [(target, node.value)]
		if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
			pairs = list(zip(target.elts, node.value.elts, strict=False))
		for name, value in pairs:
			if (
				isinstance(name, ast.Name)
				and isinstance(value, ast.Constant)
				and isinstance(value.value, str)
			):
				yield name.id, value.value


def imported(node: ast.AST, path: str) -> list[str]:
	if isinstance(node, ast.Import):
		return [alias.name for alias in node.names]
	if not isinstance(node, ast.ImportFrom):
		return []
	base = node.module or ""
	if node.level:
		package = path.removesuffix(".py").split("/")[: -node.level]
		base = ".".join([*package, *filter(None, [node.module])])
	return [f"{base}.{alias.name}" for alias in node.names]


def written_fields(node: ast.AST, constants: Mapping[str, set[str]]) -> Iterator[str]:
	if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
		yield node.attr
	elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
		yield from _texts(node.slice, constants)
	elif isinstance(node, ast.Call):
		yield from _fields_of_call(node, constants)


def _fields_of_call(node: ast.Call, constants: Mapping[str, set[str]]) -> Iterator[str]:
	called = called_name(node)
	place = WRITING_CALLS.get(called)
	if place is not None and len(node.args) > place:
		yield from _texts(node.args[place], constants)
		if isinstance(node.args[place], ast.Attribute):
			yield node.args[place].attr
	# `doc.append(table, row)` writes a document's row, `list.append(row)` does not.
	if (called in DICT_CALLS or (called == "append" and len(node.args) == 2)) and not _is_about_filters(node):
		for argument in node.args:
			if isinstance(argument, ast.Dict):
				yield from (text for key in argument.keys for text in _texts(key, constants))
		yield from (keyword.arg for keyword in node.keywords if keyword.arg)


def _is_about_filters(node: ast.Call) -> bool:
	receiver = name_of(node.func.value) if isinstance(node.func, ast.Attribute) else ""
	return "filter" in receiver or "condition" in receiver


def _texts(node: ast.AST | None, constants: Mapping[str, set[str]]) -> set[str]:
	if isinstance(node, ast.Constant):
		return {node.value} if isinstance(node.value, str) else set()
	return constants.get(name_of(node), set()) if name_of(node).isupper() else set()


def called_name(node: ast.Call) -> str:
	return name_of(node.func)


def name_of(node: ast.AST | None) -> str:
	if isinstance(node, ast.Attribute):
		return node.attr
	return node.id if isinstance(node, ast.Name) else ""


def is_table_of_values(node: ast.expr) -> bool:
	"""Constants in lists and dicts, perhaps spread from a private name or `dict.fromkeys` of one."""
	plain = (ast.Constant, ast.Dict, ast.List, ast.Tuple, ast.Starred, ast.expr_context)
	for part in ast.walk(node):
		is_call = isinstance(part, ast.Call) and called_name(part) in ("fromkeys", "tuple")
		is_known = isinstance(part, ast.Attribute | ast.Name) and (
			name_of(part) in ("dict", "fromkeys", "tuple") or name_of(part).startswith("_")
		)
		if not (isinstance(part, plain) or is_call or is_known):
			return False
	return True


def line_of(source: Source, position: int) -> int:
	return source.text.count("\n", 0, position) + 1

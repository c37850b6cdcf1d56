"""What the text of a condition may say: one expression that looks at facts, changes nothing and comes to an end.

Frappe's restricted Python keeps out names that begin with an underscore, imports and statements. This leaves out,
beside that, what could keep a worker busy or fill its memory, and every name and fact that there is not: a misspelt
one is found when the rule is saved, also where no unit of today comes to that part of the condition.
"""

import ast
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

LONGEST_TEXT, MOST_PARTS, LARGEST_NUMBER = 1000, 300, 10**7

UNREADABLE = "cannot be read"
TOO_LONG = "is too long"
TOO_LARGE = "has a number that is too large"
NOT_ALLOWED = "does what a condition may not do"
UNKNOWN_NAME = "uses an unknown name"
UNKNOWN_FACT = "asks for an unknown fact"
UNKNOWN_METHOD = "calls what cannot be called"
TAKEN_NAME = "gives another meaning to a name"
NOT_WRITTEN_OUT = "does not write out what it looks up"

# Texts, lists and dates answer these; each takes no longer than what it is asked of.
METHODS = frozenset(
	{"startswith", "endswith", "lower", "upper", "strip", "split", "get", "count", "index", "date"}
)

_ALLOWED = (
	*(ast.Expression, ast.Constant, ast.Name, ast.Load, ast.Store, ast.Attribute, ast.Subscript, ast.Slice),
	*(
		ast.BoolOp,
		ast.And,
		ast.Or,
		ast.UnaryOp,
		ast.Not,
		ast.USub,
		ast.UAdd,
		ast.IfExp,
		ast.Compare,
		ast.cmpop,
	),
	*(ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod),
	*(ast.Call, ast.keyword, ast.List, ast.Tuple, ast.Set, ast.Dict),
	*(ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.comprehension),
)
_PARSER_ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError)
_LOOPS = (ast.ListComp, ast.GeneratorExp, ast.SetComp)
_TEXTS = (ast.List, ast.Tuple, *_LOOPS)

# What looks records up. Whose they are is asked of whoever types the condition, so it has to stand there in so many words.
LOOK_UPS = "frappe.db"

# Operators that can make much out of little, and what is called in their place.
GUARDED: Mapping[type[ast.operator], str] = {ast.Mult: "product_of", ast.Mod: "remainder_of"}

Facts = Mapping[str, Collection[str] | None]


@dataclass(frozen=True)
class TextProblem:
	"""Why a text is no condition: `kind` is one of the constants above, `part` the piece of the text."""

	kind: str
	part: str = ""


@dataclass(frozen=True)
class LookUp:
	"""Records of a DocType that a condition looks up, and the fields that it may ask of them."""

	doctype: str
	fields: frozenset[str]


def plain(text: str | None) -> str:
	"""The text as it is evaluated: full-width brackets, commas and digits are read as the usual ones."""
	return unicodedata.normalize("NFKC", text or "").strip()


def problem_of(text: str, facts: Facts) -> TextProblem | None:
	"""The first fault of a condition, or None.

	`facts` are the names that it may use (also dotted ones), each with what may be asked of it (None: anything).
	"""
	source = plain(text)
	if len(source) > LONGEST_TEXT:
		return TextProblem(TOO_LONG, str(LONGEST_TEXT))
	try:
		tree = ast.parse(source, mode="eval")
	except _PARSER_ERRORS as error:
		return TextProblem(UNREADABLE, getattr(error, "msg", "") or str(error))
	if sum(1 for _node in ast.walk(tree)) > MOST_PARTS:
		return TextProblem(TOO_LONG, str(LONGEST_TEXT))
	return next(_problems(tree, facts), None)


def guarded(text: str) -> str:
	"""A readable condition in which `*` and `%` are calls of the functions that GUARDED names.

	What a fact or a joined text is multiplied by is known only when the condition is worked out.
	"""
	tree = ast.parse(plain(text), mode="eval")
	if not any(isinstance(node, tuple(GUARDED)) for node in ast.walk(tree)):
		return plain(text)
	return ast.unparse(ast.fix_missing_locations(_Guarding().visit(tree)))


def names_in(text: str) -> frozenset[str]:
	"""The names that a readable condition uses; none of an unreadable one."""
	return frozenset(node.id for node in _parts(text) if isinstance(node, ast.Name))


def asked_for(text: str, roots: Collection[str]) -> list[str]:
	"""The facts that a readable condition asks for, as it writes them (`unit.head_count`), each once."""
	found = [ast.unparse(node) for node in _parts(text) if isinstance(node, ast.Attribute | ast.Name)]
	asked = [path for path in found if path.split(".")[0] in roots and path.count(".") < 2]
	return sorted(path for path in set(asked) if not any(one.startswith(f"{path}.") for one in asked))


def look_ups(text: str) -> list[LookUp]:
	"""What a condition without a problem looks up, none of an unreadable one; fields that any of its filters names count
	for each."""
	try:
		tree = ast.parse(plain(text), mode="eval")
	except (SyntaxError, ValueError, RecursionError, MemoryError):
		return []
	filters = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
	named = {name for one in filters for key in one.keys if key for name in _texts_in(key)}
	return [
		LookUp(name, frozenset({*named, *(_fields_of(call) or ())}))
		for call in _look_ups_in(tree)
		for name in _texts_in(call.args[0] if call.args else ast.Tuple([]))
	]


class _Guarding(ast.NodeTransformer):
	def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
		self.generic_visit(node)
		called = GUARDED.get(type(node.op))
		return ast.Call(ast.Name(called, ast.Load()), [node.left, node.right], []) if called else node


def _parts(text: str) -> list[ast.AST]:
	"""All parts of a readable condition; none of an unreadable one."""
	try:
		return list(ast.walk(ast.parse(plain(text), mode="eval")))
	except _PARSER_ERRORS:
		return []


def _problems(tree: ast.Expression, facts: Facts) -> Iterator[TextProblem]:
	bound = {node.id for node in ast.walk(tree) if _is_bound(node)}
	yield from _problems_of_names(tree, bound, facts)
	for node in ast.walk(tree):
		if not _is_allowed(node):
			yield TextProblem(NOT_ALLOWED, _text(node, tree))
		elif isinstance(node, ast.Constant) and _is_large(node.value):
			yield TextProblem(TOO_LARGE, str(node.value))
		elif isinstance(node, ast.Name) and node.id not in facts and node.id not in bound:
			yield TextProblem(UNKNOWN_NAME, node.id)
		elif isinstance(node, ast.Call) and not _is_callable(node.func, facts):
			yield TextProblem(UNKNOWN_METHOD, _text(node.func, tree))
		elif isinstance(node, ast.Attribute) and not _is_fact(node, facts):
			yield TextProblem(UNKNOWN_FACT, _text(node, tree))


def _problems_of_names(tree: ast.Expression, bound: set[str], facts: Facts) -> Iterator[TextProblem]:
	"""A loop that takes a name away, `frappe` that is handed around, and look-ups of what is worked out."""
	for name in sorted(bound & {*facts, *GUARDED.values()}):
		yield TextProblem(TAKEN_NAME, name)
	called = {id(_base_of(node.func)) for node in ast.walk(tree) if isinstance(node, ast.Call)}
	offered = {path.split(".")[0] for path in facts if "." in path}
	for node in ast.walk(tree):
		if isinstance(node, ast.Name) and node.id in offered and id(node) not in called:
			yield TextProblem(NOT_ALLOWED, node.id)
	calls = list(_look_ups_in(tree))
	if calls and not all(_is_written_out(node) for node in ast.walk(tree) if isinstance(node, ast.Dict)):
		yield TextProblem(NOT_WRITTEN_OUT, ast.unparse(calls[0]))
	for call in calls:
		has_names = all(keyword.arg for keyword in call.keywords)
		if not (has_names and call.args and _texts_in(call.args[0]) and _fields_of(call) is not None):
			yield TextProblem(NOT_WRITTEN_OUT, ast.unparse(call))


def _look_ups_in(tree: ast.Expression) -> Iterator[ast.Call]:
	for node in ast.walk(tree):
		called = node.func if isinstance(node, ast.Call) else None
		if isinstance(called, ast.Attribute) and ast.unparse(called.value) == LOOK_UPS:
			yield node


def _base_of(called: ast.expr) -> ast.expr:
	"""What stands before the first dot."""
	while isinstance(called, ast.Attribute):
		called = called.value
	return called


def _fields_of(call: ast.Call) -> tuple[str, ...] | None:
	"""The fields that a look-up asks for; None where they are not written out."""
	given = [keyword.value for keyword in call.keywords if keyword.arg in ("fieldname", "fields")]
	asked = [_texts_in(one) for one in (*call.args[2:3], *given)]
	return tuple(name for names in asked for name in names) if all(asked) else None


def _texts_in(node: ast.expr) -> tuple[str, ...]:
	"""The text, or the texts of a list; none of what is worked out."""
	parts = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
	if all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts):
		return tuple(part.value for part in parts)
	return ()


def _is_written_out(filters: ast.Dict) -> bool:
	return all(key and _texts_in(key) for key in filters.keys)


def _is_bound(node: ast.AST) -> bool:
	return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _is_allowed(node: ast.AST) -> bool:
	if isinstance(node, ast.BinOp) and not isinstance(node.op, _ALLOWED):
		return False
	return isinstance(node, _ALLOWED) and not _is_endless(node)


def _is_endless(node: ast.AST) -> bool:
	"""A loop in a loop, and a text or list that is repeated."""
	if isinstance(node, _LOOPS):
		inner = sum(isinstance(part, _LOOPS) for part in ast.walk(node)) - 1
		return bool(inner) or len(node.generators) > 1
	if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Mod):
		return any(_is_text(side) for side in (node.left, node.right))
	return False


def _is_text(node: ast.expr) -> bool:
	return isinstance(node, _TEXTS) or (
		isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
	)


def _is_large(value: object) -> bool:
	return isinstance(value, int | float | complex) and not abs(value) <= LARGEST_NUMBER


def _is_callable(called: ast.expr, facts: Facts) -> bool:
	if isinstance(called, ast.Name):
		return called.id in facts
	if not isinstance(called, ast.Attribute):
		return False
	listed = facts.get(ast.unparse(called.value))
	return called.attr in (METHODS if listed is None else listed)


def _is_fact(node: ast.Attribute, facts: Facts) -> bool:
	"""What a fact itself has (the year of a date) is told when it is asked."""
	listed = facts.get(ast.unparse(node.value))
	return listed is None or node.attr in listed


def _text(node: ast.AST, tree: ast.Expression) -> str:
	return ast.unparse(node) if isinstance(node, ast.expr) else ast.unparse(tree)

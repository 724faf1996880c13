"""The names in a template's tags, held against those that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.defaults import DEFAULT_NAMESPACE

from docgen.word.tag import TAG, parse_tag

Names = Mapping[str, frozenset[str]]
"""The names that a template may use, each with its fields; an item of a list has the fields of the list."""

ANYTHING: frozenset[str] = frozenset()
"""The fields of a value that is not judged."""

_SAME_ITEMS = {"sort", "reverse", "list", "unique", "select", "reject", "selectattr", "rejectattr"}
"""Filters whose result has the items of the list that goes in."""

_MAY_MISS = {"default", "d"}
_ASKS = {"defined", "undefined"}


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that does not exist, the tag it stands in and what there is instead."""

    name: str
    tag: str
    known: tuple[str, ...]


def unknown_names(text: str, names: Names) -> Iterator[Unknown]:
    """The names and fields in a part's tags that no context has, in order, each once.

    A loop's variable stands for the items of its own loop; a name that the template asks for before it uses it, or
    gives another value for, may be missing. Text that Jinja cannot read has none: compiling tells that.
    """
    tags = [parse_tag(unescape(tag)).bare for tag in TAG.findall(text)]
    try:
        tree = Environment().parse("".join(tags))
    except TemplateSyntaxError:
        return
    check = _NameCheck(names)
    check.visit(tree, dict.fromkeys((*DEFAULT_NAMESPACE, *_asked_for(tree)), ANYTHING) | dict(names))
    for name, known in check.unknown.items():
        yield Unknown(name, next((tag for tag in tags if name in tag), name), tuple(sorted(known)))


def _asked_for(tree: nodes.Template) -> Iterator[str]:
    """Names in `is defined`, anywhere in the template."""
    for test in tree.find_all(nodes.Test):
        if test.name in _ASKS and isinstance(test.node, nodes.Name):
            yield test.node.name


Scope = dict[str, frozenset[str]]


@dataclass
class _NameCheck:
    names: Names
    unknown: dict[str, frozenset[str]] = field(default_factory=dict)
    """Name → what there is instead."""

    def visit(self, node: nodes.Node, scope: Scope) -> None:
        """Judge a node's names; what it sets is put into `scope`."""
        match node:
            case nodes.For(iter=source, target=target):
                self.visit(source, scope)
                inner = scope | {name: self._fields(source, scope) for name in bound_names(target)} | {"loop": ANYTHING}
                for part in (*node.body, *([node.test] if node.test else [])):
                    self.visit(part, inner)
                self._all(node.else_, dict(scope))
            case nodes.Assign(node=value, target=target):
                self.visit(value, scope)
                scope |= {name: self._fields(value, scope) for name in bound_names(target)}
            case nodes.AssignBlock(target=target):
                self._all(node.body, dict(scope))
                scope |= dict.fromkeys(bound_names(target), ANYTHING)
            case nodes.With():
                self._all(node.values, scope)
                given = [name for target in node.targets for name in bound_names(target)]
                self._all(node.body, scope | dict.fromkeys(given, ANYTHING))
            case nodes.Macro() | nodes.CallBlock():
                if isinstance(node, nodes.Macro):
                    scope[node.name] = ANYTHING
                else:
                    self.visit(node.call, scope)
                self._all(node.defaults, scope)
                given = [*(argument.name for argument in node.args), "caller", "varargs", "kwargs"]
                self._all(node.body, scope | dict.fromkeys(given, ANYTHING))
            case nodes.Filter(name=name, node=nodes.Name() | nodes.Getattr()) if name in _MAY_MISS:
                self._all(node.args, scope)
            case nodes.Test(name=name) if name in _ASKS:
                pass
            case nodes.Name(name=name):
                if name not in scope:
                    self.unknown.setdefault(name, frozenset(self.names))
            case nodes.Getattr(node=nodes.Name(name=owner), attr=attr):
                self.visit(node.node, scope)
                known = scope.get(owner, ANYTHING)
                if known and attr not in known:
                    self.unknown.setdefault(f"{owner}.{attr}", known)
            case _:
                self._all(node.iter_child_nodes(), scope)

    def _all(self, children: Iterable[nodes.Node], scope: Scope) -> None:
        for child in children:
            self.visit(child, scope)

    def _fields(self, source: nodes.Node, scope: Scope) -> frozenset[str]:
        """The fields of a value, or of a list's items, as far as the expression tells."""
        match source:
            case nodes.Name(name=name):
                return scope.get(name, ANYTHING)
            case nodes.Getattr(attr=attr):
                return self.names.get(attr, ANYTHING)
            case nodes.Filter(name=name, node=nodes.Expr() as inner) if name in _SAME_ITEMS:
                return self._fields(inner, scope)
            case nodes.Getitem(node=nodes.Expr() as inner):
                return self._fields(inner, scope)
            case _:
                return ANYTHING


def bound_names(target: nodes.Node) -> Iterator[str]:
    """The names that a loop or an assignment gives values to."""
    yield from (name.name for name in (target, *target.find_all(nodes.Name)) if isinstance(name, nodes.Name))

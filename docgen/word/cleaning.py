"""A template's package made one of a document: its main part found, all parts looked at, macros and such taken out.

Parts are found by relationships and content types, never by their names (ISO/IEC 29500-2, 9 and 10): generators call
the main part document2.xml, or give its type to all .xml files by default.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from docgen.errors import Place, TemplateProblem
from docgen.word.drafts import Trace, comments_of, hiding_styles, without_drafts
from docgen.word.limits import TooMany, check_limits
from docgen.word.package import CONTENT_TYPES, ROOT_RELATIONSHIPS
from docgen.word.xml import W, parse, remove, serialise, w

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MACRO = "application/vnd.ms-word."
_MAIN = f"{_WORD}document.main+xml"
_MAIN_TYPES = {
    _MAIN,
    f"{_WORD}template.main+xml",
    f"{_MACRO}document.macroEnabled.main+xml",
    f"{_MACRO}template.macroEnabledTemplate.main+xml",
}
_COMMENTS = f"{_WORD}comments+xml"
_TEXTS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
_ROOTS = {
    **dict.fromkeys(_MAIN_TYPES, "document"),
    **{f"{_WORD}{kind}+xml": root for kind, root in _TEXTS.items()},
    **{f"{_WORD}{kind}+xml": kind for kind in ("styles", "numbering", "settings", "comments", "webSettings")},
    f"{_WORD}fontTable+xml": "fonts",
    f"{_MACRO}stylesWithEffects+xml": "styles",
}
"""Content type of a part → its root element."""
_PROGRAMS = ("/vbaProject", "/wordVbaData", "/attachedToolbars", "/keyMapCustomizations")
"""Relationships to macros and what belongs to them: they are never run, and go into no document."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml"
_THUMBNAIL = "/metadata/thumbnail"
PROPERTIES = {
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    ),
    "docProps/app.xml": (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        f"{_OFFICE}/extended-properties",
    ),
}
"""Parts that say something of the document itself: content type and relationship."""


@dataclass(frozen=True, slots=True)
class Package:
    """A document's parts."""

    members: dict[str, bytes]
    document: str
    """The main part's name."""
    texts: tuple[str, ...]
    """The parts that text stands in: the main part, headers, footers and notes."""
    traces: tuple[Trace, ...] = ()
    """What editing left in them."""
    title: str = ""
    """The title that the template has among its properties."""


def cleaned(members: dict[str, bytes], name: str) -> Package:
    """The package of a document as the template says, without thumbnail and macros; `name` is for messages.

    Raises TemplateProblem for a package that is no Word document's, or a part that is no sound XML.
    """
    return _Cleaning(dict(members), name).package()


class _Cleaning:
    def __init__(self, members: dict[str, bytes], name: str) -> None:
        self._members = members
        self._name = name
        self._types = self._parsed(CONTENT_TYPES)
        self._relationships = self._parsed(ROOT_RELATIONSHIPS)

    def package(self) -> Package:
        main = self._main()
        title = self._title()
        for relationship in list(self._relationships):
            if relationship.get("Type", "").endswith(_THUMBNAIL):
                self._members.pop(_target(relationship, ""), None)
                remove(relationship)
        self._without_programs(main)
        self._declare_properties()
        for override in list(self._types.iter(f"{_TYPES}Override")):
            if override.get("PartName", "").lstrip("/") not in self._members:
                remove(override)
        self._override(main, _MAIN)
        for default in self._types.iter(f"{_TYPES}Default"):
            if default.get("ContentType") in _MAIN_TYPES:
                default.set("ContentType", "application/xml")
        roots = {
            part: self._parsed(part)
            for part in self._members
            if part not in PROPERTIES and (part.endswith((".xml", ".rels")) or self._type(part) in _ROOTS)
        }
        for part, root in roots.items():
            wanted = _ROOTS.get(self._type(part))
            relations = part.endswith(".rels") and etree.QName(root).localname != "Relationships"
            second = root.tag == w("document") and part != main  # its tags would be filled in by nobody
            if relations or second or (wanted and root.tag != w(wanted)):
                raise TemplateProblem("template.part/other", place=Place(self._name), part=part)
        inner = {w(root) for root in _TEXTS.values()}
        texts = tuple(part for part, root in roots.items() if part == main or root.tag in inner)
        traces: list[Trace] = []
        comments = {
            key: text
            for part in roots
            if self._type(part) == _COMMENTS
            for key, text in comments_of(roots[part]).items()
        }
        hiding = frozenset(
            chain.from_iterable(hiding_styles(root) for root in roots.values() if root.tag == w("styles"))
        )
        for part in texts:
            root = roots[part]
            found, changed = without_drafts(root, part, comments, hiding)
            traces += found
            self._check_limits(root, part)
            if root.prefix != "w":
                root, changed = _with_usual_prefix(root), True
            if changed:
                self._members[part] = (DECLARATION + serialise(root)).encode()
        self._members[CONTENT_TYPES] = (DECLARATION + serialise(self._types)).encode()
        self._members[ROOT_RELATIONSHIPS] = (DECLARATION + serialise(self._relationships)).encode()
        return Package(self._members, main, texts, tuple(traces), title)

    def _check_limits(self, root: etree._Element, part: str) -> None:
        try:
            check_limits(root)
        except TooMany as problem:
            raise TemplateProblem(
                "template.columns", place=Place(self._name, part), count=problem.count, near=problem.near
            ) from problem

    def _title(self) -> str:
        """The title among the document's properties; "" where there is none that can be read."""
        kind = PROPERTIES["docProps/core.xml"][1]
        for relationship in self._relationships:
            if relationship.get("Type") == kind:
                data = self._members.get(_target(relationship, ""))
                try:
                    found = parse(data).find("{http://purl.org/dc/elements/1.1/}title") if data else None
                except (etree.XMLSyntaxError, ValueError):
                    return ""
                return (found.text or "").strip() if found is not None else ""
        return ""

    def _main(self) -> str:
        for relationship in self._relationships:
            if relationship.get("Type", "").endswith("/officeDocument"):
                main = _target(relationship, "")
                if main in self._members and _STRICT in self._members[main]:
                    raise self._problem("template.file/strict")
                if main in self._members and self._type(main) in _MAIN_TYPES:
                    return main
        raise self._problem("template.file/no-document")

    def _type(self, part: str) -> str:
        """The content type of a part: its own, or that of its ending."""
        for override in self._types.iter(f"{_TYPES}Override"):
            if override.get("PartName", "").lstrip("/").lower() == part.lower():
                return override.get("ContentType", "")
        ending = part.rpartition(".")[2].lower()
        for default in self._types.iter(f"{_TYPES}Default"):
            if default.get("Extension", "").lower() == ending:
                return default.get("ContentType", "")
        return ""

    def _override(self, part: str, content_type: str) -> None:
        for override in self._types.iter(f"{_TYPES}Override"):
            if override.get("PartName", "").lstrip("/").lower() == part.lower():
                override.set("ContentType", content_type)
                return
        etree.SubElement(self._types, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": content_type})

    def _without_programs(self, main: str) -> None:
        """Take macros out, with what only they refer to."""
        waiting = [main]
        while waiting:
            part = waiting.pop()
            folder, name = posixpath.split(part)
            relationships = posixpath.join(folder, "_rels", f"{name}.rels")
            if relationships not in self._members:
                continue
            root = self._parsed(relationships)
            programs = [item for item in root if item.get("Type", "").endswith(_PROGRAMS)]
            for item in programs:
                target = _target(item, folder)
                waiting.append(target)
                self._members.pop(target, None)
                root.remove(item)
            if programs:
                self._members[relationships] = (DECLARATION + serialise(root)).encode()
            if part != main:
                self._members.pop(relationships, None)

    def _declare_properties(self) -> None:
        for name, (content_type, kind) in PROPERTIES.items():
            for relationship in self._relationships.findall(f"{_RELATIONSHIPS}Relationship[@Type='{kind}']"):
                target = _target(relationship, "")
                if target != name:
                    self._members.pop(target, None)
                    self._relationships.remove(relationship)
            self._override(name, content_type)
            self._members.setdefault(name, b"")
            if not any(item.get("Type") == kind for item in self._relationships):
                taken = {item.get("Id") for item in self._relationships}
                number = next(count for count in range(1, 1000) if f"rId{count}" not in taken)
                attributes = {"Id": f"rId{number}", "Type": kind, "Target": name}
                etree.SubElement(self._relationships, f"{_RELATIONSHIPS}Relationship", attributes)

    def _parsed(self, part: str) -> etree._Element:
        try:
            return parse(self._members[part])
        except KeyError:
            raise self._problem("template.file/no-document") from None
        except etree.XMLSyntaxError as problem:
            line, column = problem.position
            at = Place(self._name)
            raise TemplateProblem("template.part", place=at, part=part, line=line, column=column) from problem
        except ValueError as problem:
            raise TemplateProblem("template.part/type", place=Place(self._name), part=part) from problem

    def _problem(self, key: str) -> TemplateProblem:
        return TemplateProblem(key, place=Place(self._name))


def _target(relationship: etree._Element, folder: str) -> str:
    """The part that a relationship of a part in `folder` names."""
    target = relationship.get("Target", "")
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))


def _with_usual_prefix(root: etree._Element) -> etree._Element:
    """The tree with Word's vocabulary under the prefix w, which values are written with."""
    others = {name: uri for name, uri in root.nsmap.items() if name and uri != W}
    made = etree.Element(root.tag, nsmap={**others, "w": W})
    for name, value in root.items():
        made.set(name, value)
    made.text = root.text
    made.extend(list(root))
    etree.cleanup_namespaces(made, top_nsmap={"w": W}, keep_ns_prefixes=list(others))
    return made

"""Reads a compiled template into the form tree, its tags kept.

Nothing is dropped in silence: what the tree cannot carry is returned beside it, with its place.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from docgen.form.read.look import TWIPS, number, paragraph_style, patterned, run_style
from docgen.form.read.numbering import Numbering
from docgen.form.read.pictures import printable
from docgen.form.read.placed import Frame
from docgen.form.read.styles import Formatting, Styles, attributes, children, local, merged, on, properties
from docgen.form.read.table import NEW_TABLES, TableReader
from docgen.form.read.text import SILENT, PartContext, RunReader, control, nearby
from docgen.form.tree import Block, Form, PageSetup, Paragraph, Run, Section, Tag, Uncovered
from docgen.messages import say
from docgen.word.tag import parse_tag
from docgen.word.template import WordTemplate
from docgen.word.xml import parse, w

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Room = Callable[[], tuple[float, Frame | None]]
"""The text area's width where a block stands, and its page, None in a cell; a section's own are known only when it is
reached."""

_KINDS = ("default", "first", "even")
LOOKS_ONLY = {
    *("emphasis", "text-effect", "pattern", "turned-text", "numbering", "character-grid", "mirrored-margins"),
    *("paragraph-line", "no-auto-space", "text-alignment", "fit-text", "field-format"),
}
"""Constructs without which everything still stands on the page."""
PRINTED = {
    *("frame", "right-to-left", "two-lines", "field", "ruby", "columns", "vertical-page", "hMerge", "diagonal"),
    *("floating-table", "page-border", "line-numbers", "changed-picture", "section-in-loop", "section-inherits"),
    *("aligned-tab", "symbol-value"),
} | LOOKS_ONLY
"""Constructs whose text, or picture, is printed all the same: what they do to it, or put beside it, is not."""

_PARAGRAPH_LOOKS = {
    "pBdr/between": "paragraph-line",
    "pBdr/bar": "paragraph-line",
    "textDirection": "turned-text",
    "textAlignment": "text-alignment",
}
_SECTION_LOST = {"pgBorders": "page-border", "lnNumType": "line-numbers"}
_PARAGRAPH_LOST = {"framePr": "frame", "bidi": "right-to-left"}
_SECTION_SILENT = {
    *("headerReference", "footerReference", "pgSz", "pgMar", "pgNumType", "type", "titlePg", "docGrid", "vAlign"),
    *("cols", "paperSrc", "formProt", "noEndnote", "rtlGutter", "footnotePr", "endnotePr", "printerSettings"),
    *("sectPrChange", "textDirection", "bidi"),
}


def read_form(template: WordTemplate) -> tuple[Form, list[Uncovered]]:
    """The template's form, and every construct in it that the tree cannot carry."""
    return _FormReader(template).form()


class _FormReader:
    """The reading of one template."""

    def __init__(self, template: WordTemplate) -> None:
        self._template = template
        self._folder = posixpath.dirname(template.document)
        styles = self._related("styles")
        settings = self._related("settings")
        self._settings = parse(settings) if settings else etree.Element(w("settings"))
        self.styles = Styles(styles, self._related("theme"), settings)
        self.numbering = Numbering(self._related("numbering"), self.styles)
        self.media: dict[str, bytes] = {}
        self.uncovered: list[Uncovered] = []
        self._compat = self._compatibility()
        self._setup = PageSetup()
        """Of the section that is being read."""
        self._running: dict[tuple[str, str], tuple[Block, ...]] = {}
        """Headers and footers of the section before, which a section without its own takes over."""
        self._optional: set[tuple[str, str]] = set()
        """Which of these are of a section that a condition may leave out."""

    def form(self) -> tuple[Form, list[Uncovered]]:
        body = parse(self._template.tagged[self._template.document]).find(w("body"))
        sections = tuple(self._sections(body)) if body is not None else ()
        tab = self._settings.find(w("defaultTabStop"))
        language = self.styles.default_run.get("lang", {}).get("eastAsia", "zh-CN")
        form = Form(
            sections,
            media=self.media,
            pictures=self._template.pictures,
            default_tab=number(attributes(tab), otherwise=720) / TWIPS if tab is not None else 36.0,
            odd_and_even=self._setting("evenAndOddHeaders"),
            language=language,
            split_marks=self._setting("compat", "splitPgBreakAndParaMark"),
            name=self._template.name,
        )
        return form, self.uncovered

    # ------------------------------------------------------------ the package

    def _related(self, kind: str) -> bytes | None:
        """The part that the document names by this kind of relationship."""
        for _, target, type_ in self._relationships(self._template.document):
            if type_.endswith(f"/{kind}"):
                return self._template.members.get(target)
        return None

    def _relationships(self, part: str) -> Iterator[tuple[str, str, str]]:
        folder, name = posixpath.split(part)
        data = self._template.members.get(f"{folder}/_rels/{name}.rels")
        for item in parse(data) if data else ():
            if item.get("TargetMode") != "External":
                target = item.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                yield item.get("Id", ""), posixpath.normpath(path), item.get("Type", "")

    def _compatibility(self) -> int:
        for item in self._settings.iter(w("compatSetting")):
            if item.get(w("name")) == "compatibilityMode":
                return int(number(attributes(item), otherwise=12))
        return 12

    def _setting(self, *names: str) -> bool:
        element = self._settings.find("/".join(map(w, names)))
        return element is not None and on(attributes(element))

    def _part(self, name: str) -> PartContext:
        targets = {key: target for key, target, _ in self._relationships(name)}

        def picture(relationship: str) -> str | None:
            target = targets.get(relationship, "")
            data = self._template.members.get(target)
            shown = printable(data) if data is not None and target not in self.media else None
            if shown is not None:
                self.media[target] = shown
            return target if target in self.media else None

        def told(construct: str, element: etree._Element) -> None:
            content = construct not in LOOKS_ONLY
            self.uncovered.append(Uncovered(named(construct), name, nearby(element), content, construct in PRINTED))

        return PartContext(name, self._template.typed.get(name, {}), self.styles, told, picture)

    # ------------------------------------------------------------ sections

    def _sections(self, body: etree._Element) -> Iterator[Section]:
        ends = [item for item in body.iter(w("sectPr")) if item.getparent() is not None]
        setups = iter([_setup(item) for item in ends] or [PageSetup()])
        blocks: list[Block] = []
        part = self._part(self._template.document)
        self._setup = next(setups)
        open_: list[str] = []
        for block, end in self._flow(body, part, lambda: _room(self._setup)):
            if block is not None:
                blocks.append(block)
            if isinstance(block, Tag):
                tag = parse_tag(block.source)
                open_ += [tag.keyword] if tag.opens else []
                del open_[len(open_) - tag.closes :]
            if end is not None:
                if any(keyword != "if" for keyword in open_):
                    part.told("section-in-loop", end)
                yield self._section(end, tuple(blocks), optional=bool(open_))
                blocks = []
                self._setup = next(setups, self._setup)
        _tell_open_fields(part, body)
        for name in ("mirrorMargins", "gutterAtTop"):
            if self._setting(name):
                part.told("mirrored-margins", body)
        last = body.find(w("sectPr"))
        if last is None:
            yield Section(PageSetup(), tuple(blocks))
        else:
            yield self._section(last, tuple(blocks))

    def _section(self, end: etree._Element, blocks: tuple[Block, ...], *, optional: bool = False) -> Section:
        """A section; `optional` says that a condition may leave out the paragraph that ends it."""
        values = properties(end)
        part = self._part(self._template.document)
        for child in children(end):
            name = local(child)
            if name not in _SECTION_SILENT:
                part.told(_SECTION_LOST.get(name, f"w:{name}"), end)
        grid = values.get("docGrid", {})
        if grid.get("type") in ("linesAndChars", "snapToChars") and number(grid, "charSpace"):
            part.told("character-grid", end)
        if number(values.get("cols"), "num", 1) > 1:
            part.told("columns", end)
        if values.get("textDirection", {}).get("val", "lrTb") not in ("lrTb", "lr"):
            part.told("vertical-page", end)
        setup = _setup(end)
        running = {"header": {}, "footer": {}}  # type: dict[str, dict[str, tuple[Block, ...]]]
        own: set[tuple[str, str]] = set()
        targets = {key: target for key, target, _ in self._relationships(self._template.document)}
        for box, found in running.items():
            for reference in end.findall(w(f"{box}Reference")):
                target = targets.get(reference.get(f"{_REL}id", ""), "")
                if target in self._template.tagged:
                    kind = reference.get(w("type"), "default")
                    self._running[box, kind] = self._header(target, setup)
                    own.add((box, kind))
            for kind in _KINDS:
                if (box, kind) in self._running:
                    found[kind] = self._running[box, kind]
                    if (box, kind) in self._optional - own:
                        part.told("section-inherits", end)
        self._optional = self._optional - own | (own if optional else set())
        start = values.get("type", {}).get("val", "nextPage")
        return Section(
            setup,
            blocks,
            headers=running["header"],
            footers=running["footer"],
            title_page=on(values.get("titlePg")),
            starts={"continuous": "continuous", "oddPage": "odd", "evenPage": "even"}.get(start, "next"),  # type: ignore[arg-type]
        )

    def _header(self, name: str, setup: PageSetup) -> tuple[Block, ...]:
        root = parse(self._template.tagged[name])
        part = self._part(name)
        blocks = tuple(
            block for block, _ in self._flow(root, part, lambda: _room(setup, running=True)) if block is not None
        )
        _tell_open_fields(part, root)
        return blocks

    # ------------------------------------------------------------ blocks

    def _flow(
        self,
        parent: etree._Element,
        part: PartContext,
        room: Room,
        table: Formatting | None = None,
        look: Formatting | None = None,
        controls: tuple[str, ...] = (),
    ) -> Iterator[tuple[Block | None, etree._Element | None]]:
        """Blocks in order; with a paragraph that ends a section, that section's properties."""

        def tags(text: str | None) -> Iterator[tuple[Block, None]]:
            for tag in part.tags(text, parent):
                yield self._printed(tag, part, table or {}, look or {}) if tag.is_output else tag, None

        yield from tags(parent.text)
        for child in parent:
            if isinstance(child.tag, str):
                name = local(child)
                if name == "p":
                    made = self._paragraph(child, part, table or {}, look or {}, controls)
                    yield made, child.find(f"{w('pPr')}/{w('sectPr')}")
                elif name == "tbl":
                    yield self._table(child, part, *room(), controls), None
                elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                    yield from self._flow(child, part, room, table, look, controls + control(child))
                elif name == "altChunk":
                    part.told("w:altChunk", child)
                elif name not in SILENT and name not in ("sectPr", "tcPr"):
                    part.told(f"w:{name}", child)
            yield from tags(child.tail)

    def _table(
        self, element: etree._Element, part: PartContext, width: float, frame: Frame | None, controls: tuple[str, ...]
    ) -> Block:
        def inside(cell: etree._Element, run: Formatting, paragraph: Formatting, inner: float) -> tuple[Block, ...]:
            return tuple(
                block for block, _ in self._flow(cell, part, lambda: (inner, None), run, paragraph) if block is not None
            )

        # A table in a cell has always stood as all tables do since Word 2013.
        compat = self._compat if frame else NEW_TABLES
        return TableReader(element, part, inside, compat).read(width, controls, frame)

    def _printed(self, tag: Tag, part: PartContext, table: Formatting, look: Formatting) -> Paragraph:
        """{{p }}: a paragraph of its own that holds the value, as the Word file has one."""
        element = etree.Element(w("p"))
        made = self._paragraph(element, part, table, look)
        return replace(made, runs=(Run(made.mark, (replace(tag, rich=True),)),))

    def _paragraph(
        self,
        element: etree._Element,
        part: PartContext,
        table: Formatting,
        look: Formatting,
        controls: tuple[str, ...] = (),
    ) -> Paragraph:
        own = properties(element.find(w("pPr")))
        for name, construct in _PARAGRAPH_LOST.items():
            if name in own and (name == "framePr" or on(own[name])):
                part.told(construct, element)
        style = self.styles.style(own.get("pStyle", {}).get("val"), "paragraph")
        self._tell_looks(merged(style.paragraph, own), element, part)
        named = own.get("pStyle", {}).get("val", "")
        level = self.numbering.level(merged(style.paragraph, own), named)
        listed = properties(level.element.find(w("pPr"))) if level else {}
        # What a style says beside its list's number goes before the list; a number of the paragraph's own does not.
        styled = {} if "numPr/numId" in own else style.since_list
        values = merged(self.styles.default_paragraph, look, style.paragraph, listed, styled, own)
        reader = RunReader(part, style, table)
        mark = reader.mark(properties(element.find(f"{w('pPr')}/{w('rPr')}")))
        runs = reader.read(element)
        mark_style = run_style(mark, self.styles)
        numbering = self.numbering.label(level, mark, part.told) if level else None
        first = next((run for run in runs if isinstance(run, Run)), None)
        size = first.style.size if first else mark_style.size
        return Paragraph(paragraph_style(values, size, self.styles, numbering), mark_style, runs, controls)

    def _tell_looks(self, values: Formatting, element: etree._Element, part: PartContext) -> None:
        """What of a paragraph's look is not carried."""
        usual = {"textAlignment": ("auto", "baseline"), "textDirection": ("lrTb", "lr")}
        for name, construct in _PARAGRAPH_LOOKS.items():
            value = values.get(name, {}).get("val")
            if value not in (None, "nil", "none", *usual.get(name, ())):
                part.told(construct, element)
        if any(key.startswith("tabs/") and item.get("val") == "bar" for key, item in values.items()):
            part.told("paragraph-line", element)
        if patterned(values.get("shd")):
            part.told("pattern", element)
        if any(name in values and not on(values[name]) for name in ("autoSpaceDE", "autoSpaceDN")):
            part.told("no-auto-space", element)


def named(construct: str) -> str:
    """How messages call a construct: in words where there are some, else by its element."""
    if construct.startswith("w:"):
        return say("form.element", name=construct)
    return say(f"form.{construct}")


def _tell_open_fields(part: PartContext, root: etree._Element) -> None:
    """A field that never ends swallows what follows it."""
    if part.fields:
        part.told("open-field", root)
        part.fields.clear()


def _setup(end: etree._Element) -> PageSetup:
    values = properties(end)
    page, margin = values.get("pgSz", {}), values.get("pgMar", {})
    grid = values.get("docGrid", {})
    numbers = values.get("pgNumType", {})
    width, height = number(page, "w", 12240) / TWIPS, number(page, "h", 15840) / TWIPS

    def side(name: str, otherwise: float = 1440) -> float:
        return abs(number(margin, name, otherwise)) / TWIPS

    align = values.get("vAlign", {}).get("val", "top")
    return PageSetup(
        width=width,
        height=height,
        landscape=page.get("orient") == "landscape",
        top=side("top"),
        right=side("right"),
        bottom=side("bottom"),
        left=side("left"),
        header=side("header", 720),
        footer=side("footer", 720),
        gutter=side("gutter", 0),
        page_start=int(number(numbers, "start")) if "start" in numbers else None,
        page_format=numbers.get("fmt", "decimal"),
        grid_pitch=number(grid, "linePitch") / TWIPS or None if grid.get("type", "default") != "default" else None,
        align={"both": "justify"}.get(align, align) if align in ("center", "bottom", "both") else "top",  # type: ignore[arg-type]
    )


def _room(setup: PageSetup, *, running: bool = False) -> tuple[float, Frame | None]:
    return setup.width - setup.left - setup.right - setup.gutter, Frame(setup, running)

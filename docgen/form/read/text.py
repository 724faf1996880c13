"""A paragraph's content: runs, tags between and in them, fields, pictures, and what cannot be carried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from docgen.form.read.fields import field_of, form_state
from docgen.form.read.look import number, patterned, run_properties, run_style
from docgen.form.read.styles import Formatting, Style, Styles, attributes, children, local, on, properties
from docgen.form.read.symbols import in_private_use, is_symbol_font, unicode_symbol
from docgen.form.tree import Break, Field, Picture, Piece, Run, RunStyle, Tab, Tag, TagPlace, Text
from docgen.word.tag import TAG, parse_tag
from docgen.word.xml import w

_CONTAINERS = {"hyperlink", "ins", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "moveTo"}
"""Elements around runs that do not change how they look (a hyperlink's look is its runs')."""

SILENT = {
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr", "bookmarkStart", "bookmarkEnd"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "permStart", "permEnd"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "lastRenderedPageBreak"),
    *("del", "moveFrom", "delText", "delInstrText", "customXmlInsRangeStart", "customXmlInsRangeEnd"),
    *("customXmlDelRangeStart", "customXmlDelRangeEnd", "footnoteRef", "endnoteRef", "separator"),
    "continuationSeparator",
}
"""Elements that leave no mark on the printed page: they may be passed over."""

_LOST_LOOKS = {
    "em": "emphasis",
    "effect": "text-effect",
    "outline": "text-effect",
    "shadow": "text-effect",
    "emboss": "text-effect",
    "imprint": "text-effect",
    "eastAsianLayout": "two-lines",
    "fitText": "fit-text",
    "rtl": "right-to-left",
    "glow": "text-effect",
    "reflection": "text-effect",
    "textOutline": "text-effect",
    "textFill": "text-effect",
    "props3d": "text-effect",
    "scene3d": "text-effect",
}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BREAKS = re.compile(r"[\r\n]+")
"""Line breaks of the XML, which Word shows as a space."""
EMU = 12700
"""English metric units to the point."""

TellUncovered = Callable[[str, etree._Element], None]
"""Takes a construct that cannot be carried and its element."""


@dataclass(slots=True)
class OpenField:
    """A field between its begin and its end."""

    code: str = ""
    in_result: bool = False
    shown: bool = False
    """Something is printed in its result's place."""
    states: tuple[str, ...] = ()
    """What an old form field shows."""


@dataclass(slots=True)
class PartContext:
    """What reading a part needs: its styles, its pictures by relationship, and who is told of losses."""

    name: str
    typed: Mapping[str, str]
    """Tag as it stands in the part → as it was typed, where that differs."""
    styles: Styles
    told: TellUncovered
    pictures: Callable[[str], str | None]
    """Relationship id → key of the form's media, None for a picture that cannot be carried."""
    fields: list[OpenField] = field(default_factory=list)
    """Fields begun and not ended, the innermost last; they may reach over paragraphs."""

    def place(self, source: str, near: etree._Element) -> TagPlace:
        """Where a tag stands."""
        return TagPlace(self.name, nearby(near), self.typed.get(source, source))

    def tags(self, text: str | None, near: etree._Element) -> Iterator[Tag]:
        """The tags in bare text, between rows, cells, blocks or runs."""
        for source in TAG.findall(text or ""):
            if not parse_tag(source).is_comment:
                yield Tag(source, at=self.place(source, near))


def control(element: etree._Element) -> tuple[str, ...]:
    """The tag of a content control (w:sdt), nothing for one without and for other elements."""
    tag = element.find(f"{w('sdtPr')}/{w('tag')}")
    name = tag.get(w("val")) if tag is not None else None
    return (name,) if name else ()


def nearby(element: etree._Element) -> str:
    """The first words around an element without their tags, for finding it in Word."""
    around = (item for item in (element, *element.iterancestors()) if local(item) in ("p", "tc", "tr", "tbl"))
    paragraph = next(around, element)
    following = paragraph.getnext()
    for item in (paragraph, following):
        text = "".join(node.text or "" for node in item.iter(w("t"))) if item is not None else ""
        if text := TAG.sub("", text).strip():
            return text[:30]
    return ""


class RunReader:
    """Reads the content of one paragraph into runs and tags."""

    def __init__(self, part: PartContext, paragraph: Style, table: Formatting) -> None:
        self._part = part
        self._paragraph = paragraph
        self._table = table
        self._out: list[Run | Tag] = []
        self._controls: tuple[str, ...] = ()
        """The content controls that are open, the outermost first."""
        self._symbol_fonts = ("", "")
        """The run's fonts for ASCII and for other letters."""

    def read(self, paragraph: etree._Element) -> tuple[Run | Tag, ...]:
        """The runs of a w:p in order, those of one look joined."""
        self._children(paragraph)
        return tuple(_joined(self._out))

    def mark(self, own: Formatting) -> Formatting:
        """The properties of the paragraph's mark."""
        return run_properties(self._part.styles, self._paragraph, self._table, Style(), own)

    def _children(self, parent: etree._Element) -> None:
        outside = self._controls
        self._controls += control(parent)
        self._out += self._part.tags(parent.text, parent)
        for child in parent:
            if isinstance(child.tag, str):
                self._child(child)
            self._out += self._part.tags(child.tail, parent)
        self._controls = outside

    def _child(self, child: etree._Element) -> None:
        name = local(child)
        if name == "r":
            self._run(child)
        elif name in _CONTAINERS:
            self._children(child)
        elif name == "fldSimple":
            self._simple_field(child)
        elif name == "AlternateContent":
            self._alternate(child)
        elif name not in SILENT:
            self._part.told(_construct(name), child)

    def _alternate(self, element: etree._Element) -> None:
        fallback = next((item for item in element if local(item) == "Fallback"), None)
        if fallback is None or not len(fallback):
            self._part.told("drawing", element)
        for child in fallback if fallback is not None else ():
            self._child(child)

    # ------------------------------------------------------------ runs

    def _run(self, run: etree._Element) -> None:
        own = properties(run.find(w("rPr")))
        character = own.get("rStyle", {}).get("val")
        style = self._part.styles.style(character, "character") if character else Style()
        values = run_properties(self._part.styles, self._paragraph, self._table, style, own)
        for name, construct in _LOST_LOOKS.items():
            if name in values and on(values[name]):
                self._part.told(construct, run)
        if patterned(values.get("shd")):
            self._part.told("pattern", run)
        fonts = values.get("rFonts", {})
        self._symbol_fonts = fonts.get("ascii", ""), fonts.get("hAnsi") or fonts.get("ascii", "")
        hidden = on(values.get("vanish"))
        look = run_style(values, self._part.styles)
        for child in run:
            if isinstance(child.tag, str):
                for piece in self._pieces(child, look):
                    if isinstance(piece, Tag) and not piece.is_output:
                        self._out.append(piece)
                    elif not hidden:
                        self._out.append(Run(look, (piece,), self._controls))

    def _pieces(self, child: etree._Element, look: RunStyle) -> Iterator[Piece]:
        name = local(child)
        if name == "fldChar":
            yield from self._field_mark(child)
            return
        if self._part.fields and name == "instrText":
            self._part.fields[-1].code += child.text or ""
            return
        if any(not item.in_result or item.shown for item in self._part.fields):
            return  # an instruction, or a result that a page number stands for
        if name == "t":
            yield from self._text(child)
        elif name == "tab":
            yield Tab()
        elif name in ("br", "cr"):
            kind = child.get(w("type"), "textWrapping")
            yield Break({"page": "page", "column": "column"}.get(kind, "line"))  # type: ignore[arg-type]
        elif name == "noBreakHyphen":
            yield Text("\u2011")
        elif name == "softHyphen":
            yield Text("\u00ad")
        elif name == "sym":
            yield from self._symbol(child)
        elif name == "drawing":
            yield from self._drawing(child)
        elif name == "pgNum":
            yield Field("page")
        elif name == "AlternateContent":
            fallback = next((item for item in child if local(item) == "Fallback"), None)
            inner = list(children(fallback))
            if not inner:
                self._part.told("drawing", child)
            for item in inner:
                yield from self._pieces(item, look)
        elif name == "ruby":
            self._part.told("ruby", child)
            for text in child.iterfind(f"{w('rubyBase')}//{w('t')}"):
                yield from self._text(text)
        elif name not in SILENT:
            self._part.told(_construct(name), child)

    def _text(self, node: etree._Element) -> Iterator[Piece]:
        """Literal text and the tags in it; a prefix r marks a rich value."""
        text = _BREAKS.sub(" ", node.text or "")
        at = 0
        for match in TAG.finditer(text):
            if match.start() > at:
                yield from self._plain(text[at : match.start()], node)
            at = match.end()
            tag = parse_tag(match[0])
            if not tag.is_comment:
                if tag.is_output and any(map(is_symbol_font, self._symbol_fonts)):
                    self._part.told("symbol-value", node)
                place = self._part.place(tag.source, node)
                yield Tag(tag.bare, rich=tag.is_output and tag.prefix == "r", at=place)
        if at < len(text):
            yield from self._plain(text[at:], node)

    def _plain(self, text: str, node: etree._Element) -> Iterator[Piece]:
        """Text without tags; what a symbol font shows for it."""
        narrow, wide = self._symbol_fonts
        if any(map(is_symbol_font, self._symbol_fonts)) or any(map(in_private_use, text)):
            text = "".join(self._shown(narrow if char < "\x80" else wide, char, node) for char in text)
        if text:
            yield Text(text)

    def _shown(self, font: str, char: str, node: etree._Element) -> str:
        """What a font shows for a character; one without a counterpart in Unicode is told."""
        # Text in a Chinese font stays what it is, whatever the run's font for letters.
        found = char if char >= "\u0250" and not in_private_use(char) else unicode_symbol(font, char)
        if found is None:
            self._part.told("symbol", node)
        return found or ""

    def _symbol(self, child: etree._Element) -> Iterator[Piece]:
        code = child.get(w("char"), "")
        text = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else ""
        shown = self._shown(child.get(w("font"), ""), text, child) if text else ""
        if shown:
            yield Text(shown)
        elif not text:
            self._part.told("symbol", child)

    # ------------------------------------------------------------ fields

    def _field_mark(self, mark: etree._Element) -> Iterator[Piece]:
        fields = self._part.fields
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            data = mark.find(w("ffData"))
            fields.append(OpenField(states=tuple(form_state(data)) if data is not None else ()))
        elif kind == "separate" and fields:
            fields[-1].in_result = True
            yield from self._begun(fields[-1], mark)
        elif kind == "end" and fields:
            ended = fields.pop()
            if not ended.in_result:
                yield from self._begun(ended, mark)

    def _begun(self, item: OpenField, at: etree._Element) -> Iterator[Piece]:
        """A field whose instruction is known: a page number, or its stored result."""
        if any(outer.shown or not outer.in_result for outer in self._part.fields if outer is not item):
            return  # part of another one's instruction, or of what a page number stands for
        found = self._known(item.code, at)
        if found or item.states:
            item.shown = True
            yield from (found,) if found else map(Text, item.states)

    def _known(self, code: str, at: etree._Element) -> Field | None:
        found, construct = field_of(code)
        if construct:
            self._part.told(construct, at)
        return found

    def _simple_field(self, element: etree._Element) -> None:
        found = self._known(element.get(w("instr"), ""), element)
        if not found:
            self._children(element)
            return
        before = len(self._out)
        self._children(element)
        styles = [item.style for item in self._out[before:] if isinstance(item, Run)]
        del self._out[before:]
        look = styles[0] if styles else run_style(self.mark({}), self._part.styles)
        self._out.append(Run(look, (found,), self._controls))

    # ------------------------------------------------------------ pictures

    def _drawing(self, drawing: etree._Element) -> Iterator[Piece]:
        inline = drawing.find(f"{_DRAWING}inline")
        blip = inline.find(f".//{_ART}blip") if inline is not None else None
        media = self._part.pictures(blip.get(f"{_REL}embed", "")) if blip is not None else None
        extent = inline.find(f"{_DRAWING}extent") if inline is not None else None
        if media is None or extent is None or inline is None:
            kind = "drawing" if blip is None else "picture-kind"
            self._part.told("floating-picture" if inline is None else kind, drawing)
            return
        if _is_changed(inline):
            self._part.told("changed-picture", drawing)
        about = inline.find(f"{_DRAWING}docPr")
        facts = attributes(about) if about is not None else {}
        yield Picture(
            media,
            number({"val": extent.get("cx", "0")}) / EMU,
            number({"val": extent.get("cy", "0")}) / EMU,
            facts.get("name", ""),
            facts.get("descr", ""),
        )


def _is_changed(inline: etree._Element) -> bool:
    """Whether a picture is cropped, turned, or one of several shapes."""
    crop = inline.find(f".//{_ART}srcRect")
    transform = inline.find(f".//{_ART}xfrm")
    turned = transform is not None and any(
        transform.get(name, "0") not in ("0", "false") for name in ("rot", "flipH", "flipV")
    )
    data = inline.find(f".//{_ART}graphicData")
    shapes = [local(item) for item in children(data)]
    return (crop is not None and bool(crop.attrib)) or turned or shapes != ["pic"]


def _construct(name: str) -> str:
    """The name under which messages know an element."""
    return {
        "footnoteReference": "footnote",
        "endnoteReference": "footnote",
        "pict": "drawing",
        "object": "drawing",
        "oMath": "formula",
        "oMathPara": "formula",
        "ptab": "aligned-tab",
    }.get(name, f"w:{name}")


def _joined(items: list[Run | Tag]) -> Iterator[Run | Tag]:
    """Neighbouring runs of one style as one, so that a word spread over runs is one word."""
    held: Run | None = None
    for item in items:
        if isinstance(item, Run) and held and (item.style, item.controls) == (held.style, held.controls):
            held = Run(held.style, _with_text(held.pieces, item.pieces), held.controls)
            continue
        if held is not None:
            yield held
        held = item if isinstance(item, Run) else None
        if not isinstance(item, Run):
            yield item
    if held is not None:
        yield held


def _with_text(pieces: tuple[Piece, ...], more: tuple[Piece, ...]) -> tuple[Piece, ...]:
    last, first = pieces[-1], more[0]
    if isinstance(last, Text) and isinstance(first, Text):
        return (*pieces[:-1], Text(last.text + first.text), *more[1:])
    return pieces + more

"""The PDF engine by WeasyPrint. Imported only when a PDF is made: Word output needs none of this."""

from __future__ import annotations

import io
import logging
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docgen.errors import CannotUse
from docgen.form.fill import FormTemplate
from docgen.form.filled import FilledForm, text_with
from docgen.form.html.css import MEASURE_DOWN, MEASURE_UP
from docgen.form.html.inline import MEDIA
from docgen.form.html.table import SEPARATOR
from docgen.form.html.writer import HtmlWriter
from docgen.form.numerals import numeral
from docgen.form.signing import SigningPlace
from docgen.form.tree import Form
from docgen.pdf.engine import DocumentProperties, PackPart, Pdf, Sides
from docgen.pdf.exact import check_exact
from docgen.pdf.fonts import Fonts, find_fonts
from docgen.pdf.typefaces import InstalledTypefaces
from docgen.pdf.weasyprint import libraries
from docgen.pdf.weasyprint.fontconfig import write_fontconfig

_MEASURES = {MEASURE_DOWN: (800, -200), MEASURE_UP: (200, -800)}
_MEASURE_URL = "docgen:measure/"
_LAYOUTS = 4
"""How often a page is laid out again for rows taller than a page; each time at least one more is known."""
_MILLIMETRES_A_PIXEL = 25.4 / 96
_NOTDEF = re.compile(r'"(.+?)" \(U\+([0-9A-F]+)\)')


class WeasyEngine:
    """Keeps what all documents share: the fonts' configuration and the measure fonts."""

    def __init__(self, fonts: Fonts | None = None, *, exact: bool = False) -> None:
        """`exact` refuses a document that another font than a named one would draw."""
        self.fonts = find_fonts() if fonts is None else fonts
        self.exact = exact
        self.faces = InstalledTypefaces(self.fonts)
        self._library: Any = None

    def prepare(self, form: Form) -> WeasyPrepared:
        """Read the form's tags and parse its style sheet."""
        template = FormTemplate(form)
        return WeasyPrepared(self, template, HtmlWriter(template.untagged, self.faces))

    def pack(self, parts: Sequence[PackPart], properties: DocumentProperties, sides: Sides = 2) -> Pdf:
        """As `Engine.pack`: the documents one by one, then joined."""
        from docgen.pdf.merge import merged

        made = [part.prepared.render(part.context, properties, part.pictures).data for part in parts]
        return merged([(part.title, data) for part, data in zip(parts, made, strict=True)], properties, sides)

    @property
    def library(self) -> Any:
        """WeasyPrint's FontConfiguration, made at the first use and shared."""
        if self._library is None:
            self._library = self._load()
        return self._library

    def _load(self) -> Any:
        """Read the fonts with a configuration of our own: the system's rules would choose others by language.

        Raises CannotUse when WeasyPrint or a library that it draws with is not there.
        """
        lacking = libraries.missing()
        if lacking:
            raise _missing("、".join(lacking))
        with tempfile.TemporaryDirectory(prefix="docgen-fonts-") as folder:
            path = Path(folder, "fonts.conf")
            write_fontconfig(self.fonts, path)
            before = os.environ.get("FONTCONFIG_FILE")
            os.environ["FONTCONFIG_FILE"] = str(path)
            try:
                from weasyprint.text.fonts import FontConfiguration

                return FontConfiguration()
            except ImportError as problem:
                raise _missing(problem.name or str(problem)) from problem
            finally:
                if before is None:
                    del os.environ["FONTCONFIG_FILE"]
                else:
                    os.environ["FONTCONFIG_FILE"] = before


def _missing(reason: str) -> CannotUse:
    return CannotUse("pdf.missing", reason=reason)


class WeasyPrepared:
    """A form ready to be rendered by WeasyPrint."""

    def __init__(self, engine: WeasyEngine, template: FormTemplate, writer: HtmlWriter) -> None:
        library = engine.library
        from weasyprint.css.counters import CounterStyle

        from docgen.pdf.weasyprint import lines as weasy_lines
        from docgen.pdf.weasyprint import pages as weasy_pages

        weasy_lines.install()
        weasy_pages.install()
        self._engine = engine
        self._library = library
        self._template = template
        self._writer = writer
        self._media = template.untagged.media
        self._fetcher = _fetcher(self._media)
        self._counters = CounterStyle()
        self._images: dict[str, Any] = {}
        """Pictures that were decoded, by their addresses."""
        faces = "".join(f'@font-face{{font-family:{name};src:url("{_MEASURE_URL}{name}")}}' for name in _MEASURES)
        with _complaints():
            self._css = self._parsed(faces + writer.css, self._counters)

    def render(
        self,
        context: Mapping[str, object],
        properties: DocumentProperties,
        pictures: Mapping[str, bytes] | None = None,
    ) -> Pdf:
        """The PDF for one document, as `Prepared.render`."""
        form = self._template.fill(context, pictures)
        if self._engine.exact:
            check_exact(form, self._engine.fonts)
        for address in list(self._images):
            if address.removeprefix(MEDIA) not in form.media:
                del self._images[address]  # each document may bring its own
        with _complaints() as complaints:
            document = self._lay_out(form)
            pdf = self._write(document, properties, form.language)
        _check(complaints, form)
        return Pdf(pdf, len(document.pages), tuple(_places(document)))

    def _parsed(self, css: str, counters: Any) -> Any:
        from weasyprint import CSS

        return CSS(string=css, font_config=self._library, counter_style=counters, url_fetcher=self._fetcher)

    def _lay_out(self, form: FilledForm) -> Any:
        from docgen.pdf.weasyprint.pages import close_tables, loosen_tall_rows

        written = self._writer.write(form)
        html = written.whole()
        sheets, counters = [self._css], self._counters
        if written.css:
            counters = counters.copy()
            sheets.append(self._parsed(written.css, counters))
        # One is made in milliseconds: it brings all that a browser may ask for.
        fetcher = self._fetcher if form.media.keys() == self._media.keys() else _fetcher(form.media)
        page = _html_class()(string=html, base_url="docgen:", url_fetcher=fetcher)
        lay_out = partial(
            page.render, font_config=self._library, counter_style=counters, stylesheets=sheets, cache=self._images
        )
        document = lay_out()
        for _ in range(_LAYOUTS):
            if (len(document.pages) == 1 and "<thead>" not in html) or not loosen_tall_rows(document):
                break
            document = lay_out()
        if 'class="sp' in html:
            _tell_section_pages(page, document)
            document = lay_out()
        close_tables(document)
        return document

    def _write(self, document: Any, properties: DocumentProperties, language: str) -> bytes:
        from weasyprint.pdf.metadata import DocumentMetadata

        created = properties.created.strftime("%Y-%m-%dT%H:%M:%SZ") if properties.created else None
        document.metadata = DocumentMetadata(
            title=properties.title,
            authors=[properties.author] if properties.author else [],
            description=properties.subject,
            created=created,
            modified=created,
            lang=language,
        )
        target = io.BytesIO()
        document.write_pdf(target, finisher=_without_producer, pdf_tags=True)
        return target.getvalue()


def _tell_section_pages(page: Any, document: Any) -> None:
    """Fill in how many pages each section has, which no CSS counter tells."""
    counts = Counter(item._page_box.page_type.name for item in document.pages)
    for element in page.etree_element.iter("span"):
        kind, _, section = (element.get("class") or "").partition(" ")
        if kind == "sp":
            element.text = numeral(element.get("data-f") or "decimal", counts[section])


def _places(document: Any) -> Iterator[SigningPlace]:
    """Where the cells stand that are signed in; of one that goes on on another page, its part on the first one."""
    seen: set[str] = set()
    for page, item in enumerate(document.pages, start=1):
        for box in item._page_box.descendants():
            signed = box.element.get("data-sign") if box.element_tag == "td" and box.element is not None else None
            for step in signed.split(SEPARATOR) if signed else ():
                if step not in seen:
                    seen.add(step)
                    corner = (box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
                    yield SigningPlace(step, page, *(round(side * _MILLIMETRES_A_PIXEL, 2) for side in corner))


def _without_producer(document: Any, pdf: Any) -> None:
    pdf.info.pop("Producer", None)
    pdf.catalog.setdefault("ViewerPreferences", {})["DisplayDocTitle"] = "true"


def _html_class() -> Any:
    from weasyprint import HTML

    class Page(HTML):  # type: ignore[misc]
        """A page whose only style sheet is ours."""

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return []

    return Page


def _fetcher(media: Mapping[str, bytes]) -> Any:
    """Opens the form's own pictures and the measure fonts, and nothing else on any disk or network."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = unquote(url[len(MEDIA) :])
            if url.startswith(MEDIA) and name in media:
                return URLFetcherResponse(url, media[name])
            if url.startswith(_MEASURE_URL) and url[len(_MEASURE_URL) :] in _MEASURES:
                return URLFetcherResponse(url, measure_font(*_MEASURES[url[len(_MEASURE_URL) :]]))
            raise ValueError(f"nothing outside the form is opened: {url}")

        __call__ = fetch

    return Fetcher()


def measure_font(ascent: int, descent: int) -> bytes:
    """A font without ink and with these measures (1000 units to the em); `form.html.css` says what for."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    names = [".notdef", "space"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "space"})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (250, 0)))
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    builder.setupNameTable({"familyName": f"docgen {ascent}", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, usWinAscent=ascent, usWinDescent=-descent)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What WeasyPrint complains of: it goes on without what is missing, an official form must not."""
    logger = logging.getLogger("weasyprint")
    listener = _Listener()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield listener.records
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate


def _check(complaints: list[str], form: FilledForm) -> None:
    missing = dict.fromkeys(match[1] for line in complaints if (match := _NOTDEF.search(line)) and ".notdef" in line)
    if missing:
        raise CannotUse("pdf.glyphs/at", characters="、".join(missing), context=text_with(form, missing))
    if complaints:
        raise CannotUse("pdf.engine", reason=complaints[0])

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
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docgen.errors import CannotUse
from docgen.form.html.blocks import MEDIA
from docgen.form.html.css import MEASURE_DOWN, MEASURE_UP
from docgen.form.html.rich import FILTER
from docgen.form.html.template import HtmlTemplate, html_template, page
from docgen.form.html.text import finish, value_html
from docgen.form.tree import Form
from docgen.pdf.body import Body
from docgen.pdf.engine import DocumentProperties, Part, Pdf
from docgen.pdf.fonts import Fonts, find_fonts
from docgen.pdf.typefaces import InstalledTypefaces
from docgen.pdf.weasyprint import libraries
from docgen.pdf.weasyprint.fontconfig import write_fontconfig

_MEASURES = {MEASURE_DOWN: (800, -200), MEASURE_UP: (200, -800)}
_MEASURE_URL = "docgen:measure/"
_LAYOUTS = 4
"""How often a page is laid out again for rows taller than a page; each time at least one more is known."""
_NOTDEF = re.compile(r'"(.+?)" \(U\+([0-9A-F]+)\)')


class WeasyEngine:
    """Keeps what all documents share: the fonts' configuration and the measure fonts."""

    def __init__(self, fonts: Fonts | None = None) -> None:
        self._fonts = find_fonts() if fonts is None else fonts
        self.faces = InstalledTypefaces(self._fonts)
        self._library: Any = None

    def prepare(self, form: Form) -> WeasyPrepared:
        """Write the form as HTML and parse its style sheet."""
        template = html_template(form, self.faces)
        return WeasyPrepared(self, template, form)

    def pack(self, parts: Sequence[Part], properties: DocumentProperties) -> Pdf:
        """As `Engine.pack`: the documents one by one, then joined."""
        from docgen.pdf.merge import merged

        return merged([(part.title, part.prepared.render(part.context, properties).data) for part in parts], properties)

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
            write_fontconfig(self._fonts, path)
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

    def __init__(self, engine: WeasyEngine, template: HtmlTemplate, form: Form) -> None:
        library = engine.library
        from weasyprint import CSS
        from weasyprint.css.counters import CounterStyle

        from docgen.pdf.weasyprint import lines as weasy_lines
        from docgen.pdf.weasyprint import pages as weasy_pages

        weasy_lines.install()
        weasy_pages.install()
        self._library = library
        self._template = template
        self._fetcher = _fetcher(form.media)
        self._counters = CounterStyle()
        self._images: dict[str, Any] = {}
        faces = "".join(f'@font-face{{font-family:{name};src:url("{_MEASURE_URL}{name}")}}' for name in _MEASURES)
        with _complaints():
            self._css = CSS(
                string=faces + template.css,
                font_config=library,
                counter_style=self._counters,
                url_fetcher=self._fetcher,
            )
        self._body = Body(template.body, finalize=value_html, filters={FILTER: template.rich.html})

    def render(self, context: Mapping[str, object], properties: DocumentProperties) -> Pdf:
        """The PDF for one document, as `Prepared.render`."""
        html = self.html(context)
        with _complaints() as complaints:
            document = self._lay_out(html)
            pdf = self._write(document, properties)
        _check(complaints)
        return Pdf(pdf, len(document.pages))

    def html(self, context: Mapping[str, object]) -> str:
        """The rendered and finished page, its style sheet left out."""
        return page(finish(self._body.render(context)), self._template.language)

    def _lay_out(self, html: str) -> Any:
        from docgen.pdf.weasyprint.pages import close_tables, loosen_tall_rows

        page = _html_class()(string=html, base_url="docgen:", url_fetcher=self._fetcher)
        document = self._pages(page)
        for _ in range(_LAYOUTS):
            if len(document.pages) == 1 or not loosen_tall_rows(document):
                break
            document = self._pages(page)
        if 'class="sp' in html:
            document = self._with_section_pages(page, document)
        close_tables(document)
        return document

    def _pages(self, page: Any) -> Any:
        return page.render(
            font_config=self._library, counter_style=self._counters, stylesheets=[self._css], cache=self._images
        )

    def _with_section_pages(self, page: Any, document: Any) -> Any:
        """Fill in how many pages each section has, which no CSS counter tells."""
        counts = Counter(item._page_box.page_type.name for item in document.pages)
        for element in page.etree_element.iter("span"):
            kind, _, section = (element.get("class") or "").partition(" ")
            if kind == "sp":
                inner = next(iter(element), element)
                inner.text = str(counts[section])
        return self._pages(page)

    def _write(self, document: Any, properties: DocumentProperties) -> bytes:
        from weasyprint.pdf.metadata import DocumentMetadata

        created = properties.created.strftime("%Y-%m-%dT%H:%M:%SZ") if properties.created else None
        document.metadata = DocumentMetadata(
            title=properties.title,
            authors=[properties.author] if properties.author else [],
            description=properties.subject,
            created=created,
            modified=created,
            lang=self._template.language,
        )
        target = io.BytesIO()
        document.write_pdf(target, finisher=_without_producer, pdf_tags=True)
        return target.getvalue()


def _without_producer(document: Any, pdf: Any) -> None:
    pdf.info.pop("Producer", None)


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
    """A font without ink and with these measures (1000 units to the em); `html_css` says what for."""
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


def _check(complaints: list[str]) -> None:
    missing = dict.fromkeys(match[1] for line in complaints if (match := _NOTDEF.search(line)) and ".notdef" in line)
    if missing:
        raise CannotUse("pdf.glyphs", characters="、".join(missing))
    if complaints:
        raise CannotUse("pdf.engine", reason=complaints[0])

"""A Word template: compiled once, rendered many times, the same bytes for the same values."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lxml import etree

from docgen.errors import Place, TemplateProblem
from docgen.messages import Message, message
from docgen.word.check import check_document
from docgen.word.cleaning import DECLARATION, PROPERTIES, cleaned
from docgen.word.drawing import media as media_of
from docgen.word.drawing import with_relationships, with_types
from docgen.word.finish import finished
from docgen.word.image import BadPicture, Image
from docgen.word.jinja import BadTag, CompiledPart
from docgen.word.join import Malformed
from docgen.word.limits import TooMany
from docgen.word.package import CONTENT_TYPES, EACH, Packed, pack, read_package, write_package
from docgen.word.pictures import places, replaced
from docgen.word.properties import Properties
from docgen.word.tags import tagged
from docgen.word.xml import parse, serialise

if TYPE_CHECKING:
    from docgen.word.slow import Slow

__all__ = ["Properties", "WordTemplate", "check_document"]

_APP = f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'


class WordTemplate:
    """A compiled template."""

    def __init__(self, name: str, members: Mapping[str, bytes]) -> None:
        """As `compile`, from the parts of a package."""
        self.name = name
        """How messages call the template: its path."""
        package = cleaned(dict(members), name)
        self.members = package.members
        """All parts, as they go into a document where no tag is in them."""
        self.document = package.document
        """The main part's name."""
        self.traces = package.traces
        """What editing left in the template: deleted, inserted and hidden text, comments."""
        self.title = package.title
        """The title among the template's own properties."""
        self.tagged: dict[str, str] = {}
        """Document, headers, footers and notes as XML with their tags, as `docgen.word.tags` sets them."""
        self.typed: dict[str, Mapping[str, str]] = {}
        """Part → its tags as they stand in `tagged`, each with how it was typed in Word, where that differs."""
        self.dropped: dict[str, str] = {}
        """Tags beside which something was typed that no document shows, with what that is."""
        self.sub_documents: list[str] = []
        """Tags of docxtpl's way to put in a sub-document: a document that gets one there goes through docxtpl."""
        self._parts: dict[str, CompiledPart] = {}
        for part in package.texts:
            self._compile(part)
        self.slow_way: Message | None = None
        """Why documents went through docxtpl, once one had to: tens of milliseconds each, not one."""
        self.pictures = places(self.members, package.texts)
        """Pictures that a document may replace: name or alternative text in Word → the parts that hold it."""
        changing = {*self._parts, *PROPERTIES}
        self._order = sorted(self.members, key=lambda key: key != CONTENT_TYPES)
        self._packed = {key: pack(key, data) for key, data in self.members.items() if key not in changing}
        self._packed["docProps/app.xml"] = pack("docProps/app.xml", _APP.encode())

    @classmethod
    def compile(cls, data: bytes, name: str) -> WordTemplate:
        """Compile the bytes of a .docx or .dotx. `name` is how messages call it.

        Raises TemplateProblem for a file that is no Word document, or a tag that cannot be read.
        """
        return cls(name, read_package(data, name))

    def render(
        self, context: Mapping[str, object], properties: Properties, pictures: Mapping[str, bytes] | None = None
    ) -> bytes:
        """The document's bytes. Raises TemplateProblem naming the tag that fails.

        `pictures` replaces pictures of the template: name or alternative text in Word → bytes of a PNG or JPEG.
        """
        made = dict(self._packed)
        objects: list[object] = []
        images: dict[str, list[Image]] = {}
        for key, part in self._parts.items():
            try:
                xml, account = part.render(context)
            except BadTag as problem:
                raise self._problem(problem.said, key) from problem
            objects += account.objects
            if account.images:
                images[key] = account.images
            if not part.final or account.raw or "<?" in xml:
                xml = self._finished(xml)
            made[key] = pack(key, (DECLARATION + xml).encode("utf-8"), EACH)
        made["docProps/core.xml"] = pack("docProps/core.xml", _core(properties).encode("utf-8"), EACH)
        media = self._media(pictures) if pictures else {}
        if objects:
            return self._by_docxtpl(context, properties, media, objects)
        made.update((key, pack(key, data, EACH)) for key, data in media.items())
        order = self._order
        if images:
            self._add_images(made, images)
            order = [*order, *(key for key in made if key not in self.members)]
        return write_package([made[key] for key in order])

    def _add_images(self, made: dict[str, Packed], images: Mapping[str, Sequence[Image]]) -> None:
        """Put the parts of pictures that values brought into a document's; `images` are each text part's."""
        everything = [image for found in images.values() for image in found]
        parts = media_of(everything)
        for part, found in images.items():
            folder, name = posixpath.split(part)
            relationships = f"{folder}/_rels/{name}.rels"
            parts[relationships] = with_relationships(self.members.get(relationships), part, found)
        parts[CONTENT_TYPES] = with_types(self.members[CONTENT_TYPES], everything)
        made.update((key, pack(key, data, EACH)) for key, data in parts.items())

    def docxtpl(self) -> Slow:
        """A docxtpl template of the same file, for which values such as InlineImage and Subdoc are made; fresh."""
        from docgen.word.slow import Slow

        properties = {"docProps/core.xml": _core(Properties("")).encode(), "docProps/app.xml": _APP.encode()}
        return Slow(write_package({**self.members, **properties}))

    def _by_docxtpl(
        self,
        context: Mapping[str, object],
        properties: Properties,
        media: Mapping[str, bytes],
        objects: Sequence[object],
    ) -> bytes:
        """The document by docxtpl itself, for values that only it can put in; told in `slow_way`."""
        from docgen.word.slow import Foreign, by_docxtpl

        names = "、".join(sorted({type(item).__name__ for item in objects}))
        self.slow_way = message("template.slow", name=names)
        try:
            data = by_docxtpl(self.docxtpl().source, context, objects)
        except Foreign as problem:
            raise self._problem(message("template.slow/foreign", name=names)) from problem
        except (ImportError, MemoryError):  # not the template's fault
            raise
        except Exception as problem:
            raise self._problem(message("template.slow/failed", name=names, reason=problem)) from problem
        members = read_package(data, self.name)
        for key in self._parts.keys() & members.keys():
            xml = self._finished(members[key].decode().partition("?>")[2])
            members[key] = (DECLARATION + xml).encode()
        members |= {key: content for key, content in media.items() if key in members}
        members |= {"docProps/core.xml": _core(properties).encode(), "docProps/app.xml": _APP.encode()}
        return write_package(members)

    def _finished(self, xml: str) -> str:
        try:
            return finished(xml)
        except etree.XMLSyntaxError as problem:
            raise self._problem(message("template.broken", reason=problem)) from problem
        except TooMany as problem:
            raise self._problem(message("template.columns/made", count=problem.count)) from problem

    def _media(self, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
        try:
            return replaced(self.pictures, pictures)
        except BadPicture as problem:
            raise self._problem(problem.said) from problem

    def _compile(self, name: str) -> None:
        try:
            text = tagged(self.members[name])
            if text is None:
                self.tagged[name] = serialise(parse(self.members[name]))
                return
            self.tagged[name] = text.text
            self.typed[name] = text.typed
            self.dropped |= text.dropped
            self.sub_documents += text.sub_documents
            self._parts[name] = CompiledPart(text)
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise self._problem(message("template.file/no-document")) from problem
        except Malformed as problem:
            raise self._problem(message(problem.key, tag=problem.tag), name) from problem
        except BadTag as problem:
            raise self._problem(problem.said, name) from problem

    def _problem(self, said: Message, part: str | None = None) -> TemplateProblem:
        return TemplateProblem(said, place=Place(self.name, part))


def _core(properties: Properties) -> str:
    parts = [
        f"<dc:{name}>{escape(_one_line(value))}</dc:{name}>"
        for name, value in (
            ("title", properties.title),
            ("subject", properties.subject),
            ("creator", properties.author),
        )
    ]
    if properties.created:
        day = properties.created.strftime("%Y-%m-%dT%H:%M:%SZ")
        parts += (
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>' for name in ("created", "modified")
        )
    return (
        f"{DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' + "".join(parts) + "</cp:coreProperties>"
    )


def _one_line(text: str) -> str:
    return re.sub("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]+", " ", text)

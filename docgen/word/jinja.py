"""A tagged part as a Jinja template: each tag on a line of its own, so that an error names the tag it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import unescape
from types import TracebackType

from jinja2 import Template, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, TemplateAssertionError

from docgen.messages import Message, message
from docgen.nearest import nearest
from docgen.word.final import is_final
from docgen.word.image import BadPicture
from docgen.word.neartags import half_width
from docgen.word.pairs import uneven, unpaired
from docgen.word.sandbox import NEAR, Account, Sandbox, TooMuch, bounded
from docgen.word.tag import TAG, parse_tag
from docgen.word.tags import TaggedPart
from docgen.word.values import NoRow, as_runs, between_blocks, between_cells, in_attribute, in_text

_FILENAME = "<template>"
_NOT_HERE = {"include", "import", "from", "extends"}
"""Jinja's statements that ask for other templates: there are none."""


class BadTag(Exception):
    """A tag that cannot be compiled or rendered: the tag as written, and what is to be said."""

    def __init__(self, tag: str, said: Message) -> None:
        super().__init__(said)
        self.tag = tag
        self.said = said


class _Output(CodeGenerator):
    """Prints what `finalize` gives as it is: that has escaped it already."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(finalize.src or "str(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


class _Environment(Sandbox):
    code_generator_class = _Output


class CompiledPart:
    """A compiled part."""

    def __init__(self, tagged: TaggedPart) -> None:
        """Raises BadTag for a tag that Jinja cannot read."""
        self._runs: list[str] = []
        self._text = tagged.text
        self._typed = tagged.typed
        self._places: list[int] = []
        """Where in the text each tag begins."""
        source, self._tags = self._source(tagged.text)
        for index, tag in enumerate(self._tags):
            if (word := parse_tag(tag).keyword) in _NOT_HERE:
                raise self._bad(index, message("template.syntax/unknown", tag=self._shown(index), name=word))
        wrong = unpaired(self._tags) or uneven(tagged.text, self._places, self._tags)
        if wrong:
            raise self._bad(wrong.at, message(wrong.key, tag=self._shown(wrong.at), name=self._shown(wrong.partner)))
        environment = _Environment(finalize=in_text)
        environment.filters["docgen_attribute"] = in_attribute
        environment.filters["docgen_block"] = between_blocks
        environment.filters["docgen_runs"] = self._as_runs
        environment.filters[_ROWS] = between_cells
        try:
            with bounded() as account:  # constants are printed while compiling
                self._template: Template = environment.from_string(source)
        except TemplateSyntaxError as problem:
            index = self._index(problem.lineno)
            raise self._bad(index, syntax_message(problem, self._shown(index))) from problem
        self.final = not account.raw and is_final(tagged.text)
        """Whether what it prints needs no finishing, as long as values are plain text."""

    def render(self, context: Mapping[str, object]) -> tuple[str, Account]:
        """The part's XML, and what its values were. Raises BadTag for a tag that fails."""
        try:
            with bounded() as account:
                return self._template.render(context), account
        except Exception as problem:
            index = self._index(template_line(problem.__traceback__))
            raise self._bad(index, failure_message(problem, self._shown(index), context)) from problem

    def _index(self, line: int) -> int:
        """The tag whose inside stands on this line of Jinja's source."""
        return max(0, min(line - 2, len(self._tags) - 1))

    def _shown(self, index: int) -> str:
        """A tag as it stands in the template."""
        tag = self._tags[index] if self._tags else ""
        return self._typed.get(tag, tag)

    def _bad(self, index: int, said: Message) -> BadTag:
        """What is said, with the text by which the tag is found in Word."""
        near = _near(self._text, self._places[index]) if self._places else ""
        more = message("template.near", text=near) if near else None
        return BadTag(self._shown(index), replace(said, more=more))

    def _as_runs(self, value: object, number: int) -> object:
        return as_runs(value, self._runs[number])

    def _source(self, tagged: str) -> tuple[str, list[str]]:
        """Jinja's source and the tags by the lines on which their insides stand: the first on line 2."""
        out: list[str] = []
        tags: list[str] = []
        at = 0
        place = "block"
        for match in TAG.finditer(tagged):
            literal = _literal(tagged[at : match.start()])
            at = match.end()
            place = _place(literal, place)
            tag = parse_tag(unescape(match[0]))
            if tag.is_comment:
                out.append(literal)
                continue
            inside = tag.inside.replace("\n", " ")
            if tag.is_output:
                if tag.prefix == "r":
                    literal, properties = _cut_run(literal)
                    inside = f"({inside})|docgen_runs({len(self._runs)})"
                    self._runs.append(properties)
                    at = _after_run(tagged, at)
                    place = "block"
                else:
                    filter_ = _ROWS if tag.prefix in ("tr", "tc") else _FILTERS.get(place)
                    inside = f"({inside})|{filter_}" if filter_ else inside
            tags.append(tag.source)
            self._places.append(match.start())
            out += literal, f"{tag.opening}\n{inside} {tag.closing}"
        out.append(_literal(tagged[at:]))
        return "".join(out), tags


_ROWS = "docgen_rows"
_FILTERS = {"attribute": "docgen_attribute", "block": "docgen_block"}
"""Output in a run's text needs none: that is the environment's `finalize`."""


def _literal(text: str) -> str:
    """Text between tags as Jinja is to print it: on one line, no sign of a tag in it but as XML spells it otherwise."""
    return _SIGN.sub("&#123;", text.replace("\n", " "))


_SIGN = re.compile(r"\{(?=[{%#])")


def _place(literal: str, before: str) -> str:
    """Where a tag behind `literal` stands: in a run's text, in a property (attribute) or between blocks."""
    opened, closed = literal.rfind("<"), literal.rfind(">")
    if opened > closed:
        return "attribute"
    if opened < 0:
        return before if closed < 0 else "block"
    if re.match(r"<w:t[ >]", literal[opened:]):
        return "text"
    # Other texts (of drawings, formulas, field codes) hold no breaks, just as properties do.
    return "attribute" if re.match(r"<(?:[am]:t|w:instrText|w:delText)[ >]", literal[opened:]) else "block"


def _cut_run(literal: str) -> tuple[str, str]:
    """The text before a run that holds a rich value, and the run's properties."""
    start = max(literal.rfind("<w:r>"), literal.rfind("<w:r "))
    found = re.search(r"<w:rPr>.*</w:rPr>|<w:rPr/>", literal[start:], re.DOTALL)
    return literal[:start], found[0] if found else ""


def _after_run(tagged: str, at: int) -> int:
    end = "</w:t></w:r>"
    return tagged.index(end, at) + len(end)


def _near(text: str, at: int) -> str:
    """The first words of the paragraph around a tag; where it has none, of what follows, else of what stands before."""
    start = text.rfind("<w:p", 0, at)
    start = start if start > text.rfind("</w:p>", 0, at) else at
    end = text.find("</w:p>", at)
    for piece in (text[start:end], text[at : at + _AROUND], text[max(0, at - _AROUND) : at]):
        plain = unescape(TAG.sub("", re.sub("^[^<]*?>|<[^>]*>|<[^>]*$", "", piece))).strip()
        if plain:
            return plain[:20]
    return ""


_AROUND = 5000
"""Characters of XML in which a text near a tag is looked for."""


def template_line(traceback: TracebackType | None) -> int:
    """The line of a Jinja template that an error came from."""
    line = 0
    while traceback:
        if traceback.tb_frame.f_code.co_filename == _FILENAME:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


# ---------------------------------------------------------------- words for what went wrong

_SYNTAX: tuple[tuple[str, str], ...] = (
    (r"got 'end of (print) statement'", "template.syntax/short"),
    (r"got 'end of (statement) block'", "template.syntax/short"),
    (r"tag (name) expected", "template.syntax/short"),
    (r"Encountered unknown tag '(\w+)'", "template.syntax/unknown"),
    (r"No filter named '([^']+)'", "template.syntax/filter"),
    (r"No test named '([^']+)'", "template.syntax/test"),
    (r"got '([^']+)'", "template.syntax/unexpected"),
    (r"unexpected (?:char )?'([^']+)'", "template.syntax/unexpected"),
)


def syntax_message(problem: TemplateSyntaxError | TemplateAssertionError, tag: str) -> Message:
    """What is wrong with a tag that Jinja cannot read."""
    reason = problem.message or ""
    expression = re.sub(r"'[^']*'|\"[^\"]*\"", "", tag)
    wide = [sign for sign in expression if half_width(sign) != sign and not sign.isspace()]
    if wide:
        half = "".join(map(half_width, wide))
        return message("template.syntax/wide", tag=tag, name="".join(wide), half=half)
    for pattern, key in _SYNTAX:
        found = re.search(pattern, reason, re.DOTALL)
        if found:
            return message(key, tag=tag, name=found[1])
    return message("template.syntax", tag=tag, reason=reason)


def failure_message(problem: Exception, tag: str, names: Iterable[str] = ()) -> Message:
    """Why a tag could not be rendered; `names` are those that it could have used."""
    if isinstance(problem, UndefinedError):
        told, _, meant = (problem.message or "").partition(NEAR)
        found = re.search(r"(?:no attribute|no element|^)\s*'?([^' ]+)'?(?: is undefined)?$", told)
        name = found[1] if found else told
        meant = meant or ("、".join(nearest(name, names)) if told.endswith(" is undefined") else "")
        if meant:
            return message("template.undefined/near", tag=tag, name=name, near=meant)
        return message("template.undefined", tag=tag, name=name)
    if isinstance(problem, BadPicture):
        return message("template.failed", tag=tag, reason=problem.said)
    if isinstance(problem, NoRow):
        return message("template.no-row", tag=tag)
    if isinstance(problem, SecurityError):
        return message("template.forbidden", tag=tag)
    if isinstance(problem, TooMuch | OverflowError | RecursionError | MemoryError):
        return message("template.too-much", tag=tag)
    if isinstance(problem, TemplateError):
        return message("template.failed", tag=tag, reason=problem.message or problem)
    return message("template.failed", tag=tag, reason=problem)

"""What somebody typed for a tag that is none: signs of an input method, of Word's mail merge, of other programs.

Such text is printed as it was typed. `FORMS` says how each is recognised and what it is to be in a template here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.word.join import own_texts
from docgen.word.tag import TAG
from docgen.word.xml import parse, w

_NAME = r"[^\W\d_]\w*(?:\s*[.．。]\s*\w+)*"
_WIDE = str.maketrans("（）［］．，：＝｜“”‘’＋－＊／＜＞！　", "()[].,:=|\"\"''+-*/<>! ")
_TAKEN = "\0"
"""Stands for what is a tag, or has been told."""

_AROUND = 30


@dataclass(frozen=True, slots=True)
class NearTag:
    """A text that looks like a tag: how it was typed, what was probably meant ("" for an end alone) and where."""

    kind: str
    typed: str
    meant: str
    near: str


def half_width(text: str) -> str:
    """The signs of an expression as Jinja reads them."""
    return text.translate(_WIDE).strip()


def _printed(inside: str) -> str:
    return f"{{{{ {half_width(inside)} }}}}"


def _statement(inside: str) -> str:
    plain = half_width(inside)
    return f"{{%{plain} %}}" if re.match(r"(?:tr|tc|p|r)\s", plain) else f"{{% {plain} %}}"


def _loop(inside: str) -> str:
    return f"{{% for item in {half_width(inside)} %}}"


FORMS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("text", r"[{｛]\s?[{｛]\s*([^{}｛｝]{1,80}?)\s*[}｝]\s?[}｝]", _printed),
    ("text", r"[{｛]\s?[%％]\s*([^{}｛｝%％]{1,80}?)\s*[%％]\s?[}｝]", _statement),
    ("text", rf"[$＄#＃][{{｛]\s*({_NAME})\s*[}}｝]", _printed),
    ("text", rf"[{{｛]\s*[#＃^]\s*({_NAME})\s*[}}｝]", _loop),
    ("text", rf"[{{｛]\s*[/／]\s*((?:{_NAME})?)\s*[}}｝]", lambda _: "{% endfor %}"),
    ("text", rf"[{{｛]\s*({_NAME})\s*[}}｝]{{1,2}}", _printed),
    ("text", rf"«\s*({_NAME})\s*»|<<\s*({_NAME})\s*>>|＜＜\s*({_NAME})\s*＞＞", _printed),
    ("text", rf"\[\[\s*({_NAME})\s*\]\]|【【\s*({_NAME})\s*】】|［［\s*({_NAME})\s*］］", _printed),
    ("end", r"()(?:\}\}|%\}|｝｝|％｝)", lambda _: ""),
)
"""Kind (the variant of `template.near-tag`), how it is typed, and what is made of what stands inside."""

_FORMS = tuple((kind, re.compile(pattern), made) for kind, pattern, made in FORMS)
_MERGE = re.compile(r'^\s*MERGEFIELD\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)


def near_tags(part: str) -> Iterator[NearTag]:
    """The texts in a part's XML that look like tags and are none, in order; tags in it are passed over."""
    for paragraph in parse(part).iter(w("p")):
        text = "".join(node.text or "" for node in own_texts(paragraph))
        near = TAG.sub("", text).strip()[:_AROUND]
        fields = list(_merge_fields(paragraph))
        yield from (NearTag("field", f"MERGEFIELD {name}", _printed(name), near) for name in fields)
        rest = TAG.sub(_TAKEN, text)
        found: list[tuple[int, NearTag]] = []
        for kind, pattern, made in _FORMS:
            for match in pattern.finditer(rest):
                inside = next((group for group in match.groups() if group), "")
                if half_width(inside) not in fields:
                    found.append((match.start(), NearTag(kind, match[0], made(inside), near)))
            rest = pattern.sub(lambda match: _TAKEN * len(match[0]), rest)
        yield from (item for _, item in sorted(found, key=lambda pair: pair[0]))


def _merge_fields(paragraph: etree._Element) -> Iterator[str]:
    """The names of Word's mail merge fields in a paragraph."""
    codes = [item.get(w("instr"), "") for item in paragraph.iter(w("fldSimple"))]
    codes += _instructions(paragraph)
    for code in codes:
        if found := _MERGE.match(code):
            yield found[1] or found[2]


def _instructions(paragraph: etree._Element) -> Iterator[str]:
    """The instructions of a paragraph's fields, each joined from the runs that it was cut into."""
    code = ""
    for item in paragraph.iter(w("fldChar"), w("instrText")):
        if item.tag == w("instrText"):
            code += item.text or ""
        else:
            if code:
                yield code
            code = ""
    if code:
        yield code

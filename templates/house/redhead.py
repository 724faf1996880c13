"""Draws documents under a red masthead, and letters, to the millimetre of GB/T 9704-2012.

A document is a list of blocks, from `masthead` (or `redhead_pages.letterhead`) to the signature and attachments;
`redhead_pages.document` puts them on pages that carry their number outside, odd and even, with the 版记 at the foot of
the last one. Numbers in brackets are the standard's clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conditional import either, for_each, when
from draw import paragraph
from redhead_styles import CHARACTER, DATES, MASTHEADS, WIDTH, width_of_date
from word_file import twips


def masthead(name: str, number: str = "document.number") -> list[str]:
    """发文机关标志, 发文字号 and the red line (7.2.4, 7.2.5, 7.2.7).

    `name` is an expression for what stands in red, 文件 in it; `number` one for the number.
    """
    most, _ = MASTHEADS[-1]
    size = len(MASTHEADS)
    cases = [
        (
            f"({name})|length <= {longest}",
            [paragraph(f"HeadRoom{place}"), paragraph(f"Masthead{place}", f"{{{{ {name} }}}}")],
        )
        for place, (longest, _) in enumerate(MASTHEADS, start=1)
    ]
    several = [
        paragraph(f"HeadRoom{size}"),
        *for_each(f"line in ({name})|title_lines({most})", paragraph(f"Masthead{size}", "{{ line }}")),
    ]
    return [
        *either(*cases, ("", several)),
        paragraph("Blank"),
        paragraph("Blank"),
        paragraph("Number", f"{{{{ {number} }}}}"),
        paragraph("Blank"),
        paragraph("Blank"),
    ]


def title(text: str = "document.title", most: int = 19) -> list[str]:
    """The title, broken where the sense breaks (7.3.1), and the empty line below it; `text` is an expression."""
    return [
        *for_each(f"line in ({text})|title_lines({most})", paragraph("Title", "{{ line }}")),
        paragraph("BlankKept"),
    ]


def addressee(text: str = "{{ document.to }}") -> str:
    """主送机关, flush left, with a full-width colon (7.3.2)."""
    return paragraph("To", f"{text}：")


def text(*paragraphs: str, last: bool = False) -> list[str]:
    """Paragraphs of the body (7.3.3).

    The `last` one stays on a page with the signature, which then never stands alone on one: it had better be short, a
    特此通知。, for it goes to the next page as a whole.
    """
    return [
        paragraph("TextLast" if last and place == len(paragraphs) else "Text", words)
        for place, words in enumerate(paragraphs, start=1)
    ]


def heading(level: int, words: str) -> str:
    """一、 (一) 1. by its level (7.3.3)."""
    return paragraph(f"Level{level}", words)


def enclosures(*titles: str) -> list[str]:
    """附件说明: one line below the body; several are numbered (7.3.4)."""
    if len(titles) == 1:
        return [paragraph("BlankKept"), paragraph("Enclosure", f"附件：{titles[0]}")]
    first, *others = (f"{number}.{words}" for number, words in enumerate(titles, start=1))
    listed = [paragraph("EnclosureFirst", f"附件：{first}"), *(paragraph("EnclosureNext", words) for words in others)]
    return [paragraph("BlankKept"), *listed]


_SIGNED = 14
"""Characters of an issuer in a line at most."""
NO_DATE = "　　　　年　　月　　日"


def signature(
    issuer: str, day: str = "document.date", *, sealed: bool = True, on_behalf: bool = False, kept: bool = False
) -> list[str]:
    """发文机关署名 and 成文日期 (7.3.5); `issuer` and `day` are expressions.

    `sealed`: the date ends four characters from the right edge and the issuer stands over its middle, with room for the
    seal above. Without one the issuer ends two characters from the edge and the date begins two behind its first.
    `on_behalf`: what has no seal signs with （代章）. `kept`: something follows on the same page.
    """
    signed = f"{issuer} ~ '（代章）'" if on_behalf else issuer
    room = [paragraph("BlankKept"), paragraph("BlankKept")]

    def by_length(made: Callable[[int], list[str]]) -> list[str]:
        """What is made for a date of so many figures; for one to be written by hand, as for the longest."""
        conditions = [f"({day}|string)|length == {digits + 3}" for digits in DATES[:-1]]
        return either(*((words, made(digits)) for words, digits in zip([*conditions, ""], DATES, strict=True)))

    shown = f"{{% if {day} %}}{{{{ {day} }}}}{{% else %}}{NO_DATE}{{% endif %}}"
    if sealed:
        return [
            *room,
            *by_length(
                lambda digits: [
                    *for_each(
                        f"line in ({signed})|title_lines({_SIGNED})",
                        paragraph(f"Sealed{digits}", "{{ line }}", keep=True),
                    ),
                    paragraph(f"Sealed{digits}", shown, keep=kept),
                ]
            ),
        ]
    # Where both stand follows from how long they are.
    return [*room, *by_length(lambda digits: either(*_bare(signed, digits, shown, kept=kept)))]


_LENGTHS = range(4, 25)
"""How many characters an issuer without a seal may have."""


def _bare(signed: str, digits: int, shown: str, *, kept: bool) -> Iterator[tuple[str, list[str]]]:
    """An issuer of each length with a date of so many figures, without a seal (7.3.5.2)."""
    for length in _LENGTHS:
        begins = WIDTH - (2 + length) * CHARACTER
        # A date that would reach too far to the right takes the issuer along to the left.
        begins -= max(0.0, begins + 4 * CHARACTER + width_of_date(digits) - WIDTH)
        lines = [
            _indented("Text", f"{{{{ {signed} }}}}", begins, keep=True),
            _indented("Text", shown, begins + 2 * CHARACTER, keep=kept),
        ]
        yield f"({signed})|length == {length}" if length < _LENGTHS[-1] else "", lines


def _indented(style: str, words: str, left: float, *, keep: bool) -> str:
    """A line that begins so far from the left edge of the type area."""
    look = f'<w:ind w:left="{twips(left)}" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>'
    return paragraph(style, words, keep=keep, look=look)


def remark(words: str = "document.disclosure") -> list[str]:
    """附注, in round brackets below the date (7.3.6); `words` is an expression."""
    return when(words, paragraph("Remark", f"（{{{{ {words} }}}}）"))


def annex(name: str, words: str, *inner: str, new_page: bool = True) -> list[str]:
    """An attachment on a page of its own: 附件 and its number, its title on the third line (7.3.7)."""
    head = paragraph("Annex" if new_page else "AnnexNext", name)
    return [head, paragraph("BlankKept"), paragraph("Title", words), paragraph("BlankKept"), *inner]

"""What is found in a page without a parser is what the parser finds; what may be more than that is left to the parser."""

import io

import pikepdf
import pytest
from forms import form, paragraph, render

from docgen.form.tree import RunStyle
from docgen.pdf.plain import NotPlainPage, PlainTexts
from docgen.pdf.verify import verify

MANY = "".join(map(chr, range(0x4E00, 0x4F80))) + " AVAVA (一) \\ R&D <b>、甲"
"""More than 256 characters: the codes of some need every escape, and figures where parentheses do not match."""


def parsed(operators: bytes) -> list[tuple[str, bytes]]:
    """The texts of a page by pikepdf's parser, strings of one operator joined."""
    with pikepdf.new() as pdf:
        found, font = [], ""
        for instruction in pikepdf.parse_content_stream(pdf.make_stream(operators)):
            shown = instruction.operands[-1:]
            match str(instruction.operator):
                case "Tf":
                    font = str(instruction.operands[0]).lstrip("/")
                case "Tj" | "TJ":
                    items = shown[0] if isinstance(shown[0], pikepdf.Array) else shown
                    strings = [bytes(item) for item in items if isinstance(item, pikepdf.String)]
                    found.append((font, b"".join(strings)))
        return found


TYPST = pytest.mark.parametrize("engine_used", ["typst"], indirect=True)


@TYPST
@pytest.mark.parametrize("align", ["left", "justify"])
def test_typsts_own_pages_are_read_as_the_parser_reads_them(align: str) -> None:
    run = RunStyle(east="仿宋", latin="Times New Roman")
    data = render(form(paragraph(MANY, run=run, align=align))).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = [page.Contents.read_bytes() for page in pdf.pages]
    plain = PlainTexts()
    assert [plain.of(page) for page in pages] == [parsed(page) for page in pages]
    assert any(pages)


@TYPST
@pytest.mark.parametrize("code", [0, 5])
def test_an_empty_box_on_a_plain_page_is_a_problem(code: int) -> None:
    with pikepdf.open(io.BytesIO(render(form(paragraph("甲乙"))).data)) as pdf:
        operators = pdf.pages[0].Contents.read_bytes()
        boxed = operators.replace(b"\\000\\002", b"\\000\\%03o" % code)
        assert boxed != operators
        assert PlainTexts().of(boxed)
        pdf.pages[0].Contents = pdf.make_stream(boxed)
        target = io.BytesIO()
        pdf.save(target)
    assert any("空框" in str(problem) for problem in verify(target.getvalue()).problems)


LINE = b"BT 0 Tr/f0 9 Tf 1 0 0 -1 0 0 Tm%s\nET\n"


@pytest.mark.parametrize(
    ("shown", "string"),
    [
        (b"(ab)Tj", b"ab"),
        (b"()Tj", b""),
        (b"[(a)-12.5<62>(c)]TJ", b"abc"),
        (b"(a(b)c)Tj", b"a(b)c"),
        (b"(\\(\\)\\\\(\\101)\\n\\r\\t\\b\\f)Tj", b"()\\(A)\n\r\t\b\f"),
        (b"(\\377\\0001\\\\000)Tj", b"\xff\x001\\000"),
    ],
)
def test_strings_are_read_as_the_parser_reads_them(shown: bytes, string: bytes) -> None:
    assert PlainTexts().of(LINE % shown) == [("f0", string)] == parsed(LINE % shown)


@pytest.mark.parametrize(
    "shown",
    [
        *(b"(\\x41)Tj", b"(\\1)Tj", b"(a\\\n)Tj", b"(a\rb)Tj", b"(((a)))Tj", b"(a)", b"[(a)Tj", b"(a)' ", b"<6>Tj"),
        *(
            b"(a)Tj (b)Tj",
            b"(a)Tj\n(b)Tj",
            b"(a)Tj/f1 9 Tf",
            b"(a)Tj\n/f1 9 Tf",
            b"(a)Tj\n/x0 Do",
            b"(a)Tj\nBI\nID\nEI",
        ),
        *(b"(a)Tj\n% (b)Tj", b"(a)Tj\n/Span <</ActualText (b)>>BDC"),
    ],
)
def test_what_may_be_more_is_left_to_the_parser(shown: bytes) -> None:
    with pytest.raises(NotPlainPage):
        PlainTexts().of(LINE % shown)

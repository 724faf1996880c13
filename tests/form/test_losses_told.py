"""What is said of a construct that PDF files do not show as Word does: whether its text is printed is true."""

from __future__ import annotations

import pytest
from wordparts import A4, cell, lines, p, r, read, row, table

from docgen.form.fill import FormTemplate
from docgen.form.filled import FilledParagraph, FilledTable, printed_text


def field(code: str, shown: str) -> str:
    marks = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
    return f"{r(inside=marks[0])}{r(inside=f'<w:instrText>{code}</w:instrText>')}{r(inside=marks[1])}{r(shown)}{r(inside=marks[2])}"


RUBY = f"<w:ruby><w:rubyPr/><w:rt>{r('yin')}</w:rt><w:rubyBase>{r('字句')}</w:rubyBase></w:ruby>"
PRINTED = {
    "frame": p(r("字句"), '<w:framePr w:w="2000" w:hRule="exact"/>'),
    "right to left": p(r("字句"), "<w:bidi/>"),
    "right to left in a run": p(r("字句", "<w:rtl/>")),
    "two lines in one": p(r("字句", '<w:eastAsianLayout w:id="1" w:combine="1"/>')),
    "date field": p(field("DATE", "字句")),
    "simple field": p(f'<w:fldSimple w:instr="AUTHOR">{r("字句")}</w:fldSimple>'),
    "ruby": p(r(inside=RUBY)),
    "emphasis": p(r("字句", '<w:em w:val="dot"/>')),
    "shadow": p(r("字句", "<w:shadow/>")),
    "fit text": p(r("字句", '<w:fitText w:val="2000"/>')),
    "diagonal line": table(row(cell("字句", f"<w:tcBorders>{lines('tl2br')}</w:tcBorders>"))),
    "old merge": table(row(cell("字句", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>'))),
    "floating table": table(row(cell("字句")), properties='<w:tblpPr w:horzAnchor="text" w:tblpX="500" w:tblpY="300"/>')
    + p(),
    "line between": p(r("字句"), f"<w:pBdr>{lines('between')}</w:pBdr>"),
}
SECTIONS = {
    "columns": '<w:cols w:num="2"/>',
    "vertical page": '<w:textDirection w:val="tbRl"/>',
    "page border": f"<w:pgBorders>{lines('top')}</w:pgBorders>",
    "line numbers": '<w:lnNumType w:countBy="1"/>',
}
LOST = {
    "drawing": p(r(inside="<w:pict><w:txbxContent><w:p><w:r><w:t>字句</w:t></w:r></w:p></w:txbxContent></w:pict>")),
    "formula": p("<m:oMath><m:r><m:t>字句</m:t></m:r></m:oMath>"),
    "symbol": p(r(inside='<w:sym w:font="Wingdings" w:char="F0FF"/>')),
    "unknown element": p("<w:strange><w:r><w:t>字句</w:t></w:r></w:strange>"),
}


def shown(body: str, section: str = A4) -> tuple[list[bool], str]:
    """Of each construct that is told whether its text is said to be printed, and what is printed."""
    form, uncovered = read(body, section=section)
    found: list[str] = []
    for block in FormTemplate(form).fill({}).sections[0].blocks:
        if isinstance(block, FilledParagraph):
            found.append(printed_text(block))
        elif isinstance(block, FilledTable):
            inner = [item for line in block.rows for made in line.cells for item in made.blocks]
            found += [printed_text(item) for item in inner if isinstance(item, FilledParagraph)]
    return [item.printed for item in uncovered], "".join(found)


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_printed_is_not_called_lost(name: str) -> None:
    told, text = shown(PRINTED[name])
    assert told
    assert all(told)
    assert "字句" in text


@pytest.mark.parametrize("name", SECTIONS)
def test_a_page_that_looks_otherwise_is_printed(name: str) -> None:
    assert shown(p(r("字句")), A4 + SECTIONS[name]) == ([True], "字句")


@pytest.mark.parametrize("name", LOST)
def test_what_is_called_lost_is_not_printed(name: str) -> None:
    assert shown(LOST[name]) == ([False], "")

"""A tidily spelt sheet is taken apart without a tree, and gives what the XML parser gives; any other goes to the parser."""

import pytest
from people import write_people

from docgen.workbook import grid
from docgen.workbook.container import Container, Unusable
from docgen.workbook.grid import read_grid
from docgen.workbook.parts import FormatKind, NumberFormat, Parts, read_parts
from docgen.workbook.plain import NotPlainXml, plain_rows, without_rows

PARTS = Parts(
    (), ["一", " ", "=二", "#N/A"], [NumberFormat(FormatKind.GENERAL), NumberFormat(FormatKind.DATE)], False, False
)
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(rows: str, head: str = "", tail: str = "", attributes: str = SPACE) -> bytes:
    return f"<worksheet {attributes}>{head}<sheetData>{rows}</sheetData>{tail}</worksheet>".encode()


TIDY = {
    "texts": '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1" t="s"><v>3</v></c></row>',
    "numbers": '<row r="2" spans="1:3" ht="15.5" customHeight="1"><c r="A2"><v>1.50</v></c><c r="B2" s="1"><v>46000</v></c></row>',
    "empty": '<row r="1"/><row r="2" /><row r="3"></row><row r="4"><c r="A4" s="1"/><c r="B4" /><c r="C4"></c></row>',
    "spaces": '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>',
    "no such text": '<row r="1"><c r="A1" t="s"><v>4</v></c><c r="B1" t="s"><v>-1</v></c></row>',
    "no number": '<row r="1"><c r="A1"><v>1.2.3</v></c><c r="B1" s="9"><v>1e999</v></c></row>',
    "inline": '<row r="1"><c r="A1" t="inlineStr"><is><t>三</t></is></c><c r="B1" s="1" t="inlineStr"><is><t/></is></c></row>'.replace(
        "<t/>", "<t></t>"
    ),
    "inline, escaped": '<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;a&amp;b&gt; &quot;_x4E00_</t></is></c></row>',
    "inline, by numbers": '<row r="1"><c r="A1" t="inlineStr"><is><t>&#19977;&#132878;&lt;</t></is></c></row>',
    "inline, preserved": '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 三\n四 </t></is></c></row>',
    "inline, of spaces": '<row r="1"><c r="A1" t="inlineStr"><is><t> \u3000</t></is></c></row>',
    "hidden": '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="9" hidden="0"><c r="XFD9"><v>1</v></c></row>',
}

OTHER = {
    "doubled cell": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "doubled row": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    "rows in disorder": '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    "cell of another row": '<row r="1"><c r="A2"><v>1</v></c></row>',
    "beyond the sheet": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    "row beyond the sheet": '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
    "no addresses": "<row><c><v>1</v></c></row>",
    "formula": '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
    "inline text set out": '<row r="1"><c r="A1" t="inlineStr"><is><t>\n三\n</t></is></c></row>',
    "inline runs": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>三</t></r></is></c></row>',
    "inline without a text": '<row r="1"><c r="A1" t="inlineStr"><v>三</v></c></row>',
    "text in a number": '<row r="1"><c r="A1"><v>三</v></c></row>',
    "inline element in a number": '<row r="1"><c r="A1" t="n"><is><t>3</t></is></c></row>',
    "boolean": '<row r="1"><c r="A1" t="b"><v>1</v></c></row>',
    "comment": '<row r="1"><!--<c r="A1"><v>1</v></c>--></row>',
    "line breaks": '\n<row r="1">\n<c r="A1"><v>1</v></c>\n</row>\n',
    "entity": '<row r="1"><c r="A1"><v>&#49;</v></c></row>',
}  # fmt: skip


@pytest.mark.parametrize("rows", TIDY.values(), ids=TIDY)
def test_a_tidy_sheet_gives_the_same_cells_without_a_tree(rows: str) -> None:
    data = sheet(
        rows, '<cols><col min="2" max="3" hidden="1"/></cols>', '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    assert grid._read_plain(data, PARTS) == grid._read_any(data, PARTS)


@pytest.mark.parametrize("rows", OTHER.values(), ids=OTHER)
def test_any_other_spelling_goes_to_the_parser(rows: str) -> None:
    with pytest.raises(NotPlainXml):
        grid._read_plain(sheet(rows), PARTS)
    assert read_grid(sheet(rows), PARTS) == grid._read_any(sheet(rows), PARTS)


@pytest.mark.parametrize(
    "data",
    [
        sheet('<row r="1"><c r="A1"><v>1</v></c>'),
        sheet('<row r="1" ht="1" ht="2"><c r="A1"><v>1</v></c></row>'),
        sheet('<row r="1"></row>', tail="<broken>"),
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-5],
        *(
            sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')
            for text in ("\x01", "]]>", "&nbsp;", "&#55296;", "&#65535;", "&#1114112;", "&#9999999;")
        ),
    ],
    ids=["row not closed", "attribute twice", "tag not closed", "cut off", "no character", "CDATA's end", "no entity", "half a character", "no character's number", "beyond Unicode", "far beyond"],
)  # fmt: skip
def test_damaged_xml_is_found_all_the_same(data: bytes) -> None:
    with pytest.raises(Unusable):
        read_grid(data, PARTS)


def test_rows_of_another_namespace_are_no_rows_of_the_sheet() -> None:
    data = sheet('<row r="1"><c r="A1"><v>1</v></c></row>', attributes='xmlns="urn:other"')
    assert read_grid(data, PARTS).rows == {}


def test_whole_workbooks_are_read_alike_both_ways(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (path,) = write_people(tmp_path, 60)
    container = Container(path.read_bytes())
    parts = read_parts(container)
    for part in parts.sheets:
        data = container.part(part.part or "") or b""
        assert len(list(plain_rows(without_rows(data)[1]))) > 1
        assert grid._read_plain(data, parts) == grid._read_any(data, parts)


def test_texts_in_another_encoding_go_to_the_parser() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>三</t></is></c></row>'
    data = sheet(rows).decode()
    told = f'<?xml version="1.0" encoding="UTF-8"?>{data}'.encode()
    assert grid._read_plain(told, PARTS) == grid._read_any(told, PARTS)
    other = f'<?xml version="1.0" encoding="GB18030"?>{data}'.encode("gb18030")
    with pytest.raises(NotPlainXml):
        grid._read_plain(other, PARTS)
    assert read_grid(other, PARTS).rows[1][1].text == "三"


def test_rows_as_excel_writes_them_need_its_prefix() -> None:
    rows = '<row r="1" spans="1:2" x14ac:dyDescent="0.15" hidden="1"><c r="A1"><v>1</v></c></row>'
    declared = f'{SPACE} xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    told = sheet(rows, attributes=declared)
    assert grid._read_plain(told, PARTS) == grid._read_any(told, PARTS)
    assert grid._read_plain(told, PARTS).hidden_rows == {1}
    for damaged in (sheet(rows), sheet(rows.replace(" hidden", ' x14ac:dyDescent="1" hidden'), attributes=declared)):
        with pytest.raises(Unusable):
            read_grid(damaged, PARTS)

"""A finished PDF is checked before it is called done; each check fails where it should."""

import io

import pikepdf
import pytest
from forms import form, paragraph, render

from docgen.pdf.verify import verify


@pytest.fixture(scope="module")
def good() -> bytes:
    return render(form(paragraph("张三的自查表 {{ 标记 }}"))).data


def test_a_good_file_has_no_problems(good: bytes) -> None:
    found = verify(good, ["张三的自查表", "{{标记}}"], pages=1)
    assert found.good
    assert found.pages == 1
    assert "张三的自查表" in found.text


def test_a_tag_that_nobody_typed_is_a_problem(good: bytes) -> None:
    assert ["标记" in str(problem) for problem in verify(good, ["张三"]).problems] == [True]


def test_a_lost_text_and_a_wrong_number_of_pages_are_problems(good: bytes) -> None:
    problems = verify(good, ["李四", "{{ 标记 }}"], pages=2).problems
    assert len(problems) == 2
    assert any("李四" in str(problem) for problem in problems)


@pytest.mark.parametrize("cut", [0, 100, 3000])
def test_a_file_cut_short_is_a_problem_not_a_crash(good: bytes, cut: int) -> None:
    assert not verify(good[:cut]).good


def _changed(data: bytes, change: str) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as file:
        page = file.pages[0]
        if change == "font":
            for font in page.Resources.Font.values():
                del font.DescendantFonts[0].FontDescriptor.FontFile3
        else:
            instructions = list(pikepdf.parse_content_stream(page))
            for index, instruction in enumerate(instructions):
                if str(instruction.operator) == "TJ":
                    drawn = pikepdf.Array([pikepdf.String(b"\0\0")])
                    instructions[index] = pikepdf.ContentStreamInstruction([drawn], pikepdf.Operator("TJ"))
            page.Contents = file.make_stream(pikepdf.unparse_content_stream(instructions))
        target = io.BytesIO()
        file.save(target)
    return target.getvalue()


def test_a_font_that_is_not_embedded_is_a_problem(good: bytes) -> None:
    problems = verify(_changed(good, "font"), ["{{ 标记 }}"]).problems
    assert any("没有嵌入" in str(problem) for problem in problems)


def test_an_empty_box_is_a_problem(good: bytes) -> None:
    assert any("空框" in str(problem) for problem in verify(_changed(good, "notdef")).problems)


@pytest.mark.parametrize("operators", [b"Tf", b"/f0 9 Tf Tj", b"/f0 9 Tf (cut", b"/f0 9 Tf [(a) << TJ", b")) Tj"])
def test_operators_that_are_damaged_are_a_problem_not_a_crash(good: bytes, operators: bytes) -> None:
    with pikepdf.open(io.BytesIO(good)) as file:
        file.pages[0].Contents = file.make_stream(operators)
        target = io.BytesIO()
        file.save(target)
    assert any("不完整" in str(problem) for problem in verify(target.getvalue()).problems)

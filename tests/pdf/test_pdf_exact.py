"""With `fonts = "exact"` no text is drawn with another font than the template names; else it is, as before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from forms import Properties, paragraph
from forms import form as form_of
from test_fonts import found, make_font

from docgen.errors import CannotUse
from docgen.form.tree import Field, Form, RunStyle
from docgen.pdf.engine import Engine
from docgen.pdf.engines import NAMES, engine
from docgen.pdf.exact import replaced
from docgen.pdf.fonts import find_fonts

FONTS = find_fonts()
DRAWN = {name: engine(name, exact=True, fonts=FONTS) for name in NAMES}


@pytest.fixture(params=NAMES)
def exact(request: pytest.FixtureRequest) -> Iterator[Engine]:
    return DRAWN[request.param]


def styled(text: str, east: str, latin: str) -> Form:
    return form_of(paragraph(text, run=RunStyle(east=east, latin=latin)))


def refused(exact: Engine, made: Form) -> str:
    with pytest.raises(CannotUse) as caught:
        exact.prepare(made).render({}, Properties())
    assert caught.value.said.key == "pdf.substituted"
    return f"{caught.value.message}\n{caught.value.hint}"


@pytest.mark.skipif("仿宋_GB2312" not in FONTS.substituted, reason="the standard's fonts are installed here")
def test_the_font_that_is_not_there_is_named_with_its_role_and_what_would_draw_it(exact: Engine) -> None:
    told = refused(exact, styled("廉政风险", "仿宋_GB2312", "Times New Roman"))
    assert "仿宋“仿宋_GB2312”会换成 Fandol" in told
    assert "请安装 仿宋_GB2312" in told
    assert 'fonts 改为 "any"' in told
    assert "Times" not in told  # nothing is set in it


@pytest.mark.skipif("仿宋_GB2312" not in FONTS.substituted, reason="the standard's fonts are installed here")
def test_every_such_font_of_a_document_is_named_and_one_of_no_role_too(exact: Engine) -> None:
    blocks = [
        paragraph("标题", run=RunStyle(east="方正小标宋简体")),
        paragraph("行", run=RunStyle(east="某种行楷")),
        paragraph(Field("page"), run=RunStyle(latin="某种数字体")),
    ]
    told = refused(exact, form_of(*blocks))
    assert "小标宋“方正小标宋简体”" in told
    assert "“某种行楷”" in told
    assert "“某种数字体”" in told


def test_a_font_that_is_installed_under_its_name_draws(exact: Engine) -> None:
    family = FONTS.roles["仿宋"].family
    made = exact.prepare(styled("廉政风险 2026 喆", family, family)).render({}, Properties())
    assert made.pages == 1


@pytest.mark.parametrize("name", NAMES)
def test_unless_the_office_asks_for_it_another_font_stands_in(name: str) -> None:
    made = engine(name, fonts=FONTS).prepare(styled("廉政风险", "某种行楷", "宋体")).render({}, Properties())
    assert made.pages == 1


def test_editions_of_one_typeface_are_the_same_and_another_maker_is_not(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "FangSong", "字", chinese="仿宋")
    make_font(tmp_path / "b.ttf", "STZhongsong", "字", chinese="华文中宋")
    fonts = found(tmp_path)
    assert replaced(fonts, ["仿宋_GB2312", "仿宋", "FangSong", "华文中宋"]) == {}
    assert replaced(fonts, ["方正小标宋简体", "方正仿宋_GBK"]) == {
        "方正小标宋简体": "STZhongsong",
        "方正仿宋_GBK": "FangSong",
    }

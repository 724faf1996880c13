"""A kind is a folder with form.docx and kind.toml."""

from pathlib import Path

import pytest

from docgen.errors import CannotUse, TemplateProblem
from docgen.kinds.chain import links
from docgen.kinds.kind import SHIPPED, load_kind, load_kinds
from docgen.kinds.patterns import NUMBER_FIELDS, Pattern
from docgen.programme.stages import STAGES

GOOD = """
title = "个人廉政风险自查表"
stage = "贯彻执行"
scope = "P"
chain = ["本人", "股室负责人"]
blank_rows = 6
public = false
retention = "永久"
code = "GR"
orientation = "portrait"
"""


def make(folder: Path, name: str, text: str = GOOD, form: bool = True) -> Path:
    kind = folder / name
    kind.mkdir(parents=True)
    (kind / "kind.toml").write_text(text, "utf-8")
    if form:
        (kind / "form.docx").write_bytes(b"")
    return kind


def test_the_shipped_kinds_stand_in_the_order_of_the_stages_then_of_people_departments_the_bureau_and_events() -> None:
    kinds = list(load_kinds([SHIPPED]).values())
    assert [STAGES.index(kind.stage) for kind in kinds] == sorted(STAGES.index(kind.stage) for kind in kinds)
    second = [kind.scope for kind in kinds if kind.stage == "贯彻执行"]
    assert [scope for scope in dict.fromkeys(second) if len(scope) == 1] == ["P", "D", "B", "E"]


def test_a_kind_is_what_its_file_says(tmp_path: Path) -> None:
    kind = load_kind(make(tmp_path, "personal_check"))
    assert (kind.id, kind.title, kind.scope, kind.code) == ("personal_check", "个人廉政风险自查表", "P", "GR")
    assert kind.chain == ("本人", "股室负责人")
    assert kind.blank


def test_a_kind_without_blank_rows_cannot_be_blank(tmp_path: Path) -> None:
    assert not load_kind(make(tmp_path, "x", GOOD.replace("blank_rows = 6", ""))).blank


def test_the_offices_own_kind_stands_before_the_shipped_one(tmp_path: Path) -> None:
    own = make(tmp_path / "own", "personal_check", GOOD.replace("个人", "本局个人"))
    make(tmp_path / "shipped", "personal_check")
    make(tmp_path / "shipped", "other")
    kinds = load_kinds([tmp_path / "own", tmp_path / "shipped", tmp_path / "absent"])
    assert set(kinds) == {"personal_check", "other"}
    assert kinds["personal_check"].folder == own


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("scope = ", "scop = "), ("scop", "scope")),
        (('"P"', '"Q"'), ("scope", "Q")),
        (("blank_rows = 6", 'blank_rows = "六"'), ("blank_rows",)),
        (("blank_rows = 6", "blank_rows = true"), ("blank_rows",)),
        (('"个人廉政风险自查表"', "个人"), ("kind.toml",)),
        (('"贯彻执行"', '"贯切执行"'), ("stage", "贯彻执行")),
        (('"GR"', '"gr1"'), ("code",)),
        (('"portrait"', '"landscap"'), ("orientation", "landscape")),
        (('"股室负责人"', '"股室负责"'), ("chain", "股室负责人")),
        (("public = false", 'formats = ["docx", "odt"]'), ("formats", "odt")),
        (("public = false", 'opinions = "机构"'), ("opinions",)),
        (("public = false", 'opinions = "部门"'), ("opinions", "机构")),
        (("public = false", 'where = {"班子成元" = "是"}'), ("where", "班子成元", "班子成员")),
        (("public = false", 'where = {"班子成员" = "对"}'), ("where.班子成员", "是、否")),
        (("public = false", 'where = "是"'), ("where",)),
        (("public = false", 'shows = ["风险内容"]'), ("shows",)),
        (("public = false", "public = true"), ("public", "shows")),
        (("public = false", 'public = true\nshows = ["风险内荣"]'), ("shows", "风险内容")),
        (("public = false", 'rows = "预警处置"'), ("rows", "scope")),
        (("public = false", 'group = "日期"'), ("group", "rows")),
        (("public = false", 'copies = {a = "防控责任人"}'), ("copies", "rows")),
        (("public = false", 'number = "{code}-{year}"'), ("number", "serial")),
        (("public = false", 'number = "{code.__class__}{serial}"'), ("number", "code.__class__")),
        (("public = false", 'number = "{serial:>9999999}"'), ("number", "serial")),
        (("public = false", 'number = "{serial"'), ("number", "花括号")),
        (("public = false", 'gate = "机构"'), ("gate",)),
    ],
)
def test_what_is_wrong_in_a_kinds_file_is_named(tmp_path: Path, change: tuple[str, str], told: tuple[str, ...]) -> None:
    with pytest.raises(TemplateProblem) as caught:
        load_kind(make(tmp_path, "x", GOOD.replace(*change)))
    for word in told:
        assert word in caught.value.message + caught.value.hint
    assert caught.value.hint
    assert caught.value.place is not None
    assert "kind.toml" in str(caught.value.place)


EVENTS = """
title = "通知书"
stage = "贯彻执行"
scope = "E"
code = "YJ"
rows = "预警处置"
"""


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('where = {"处置方法" = "告诫"}', ("where", "处置方法", "处置方式")),
        ('where = {"处置方式" = ["告诫", "诫告"]}', ("where.处置方式", "诫告")),
        ('group = ["会议", "日期"]', ("group", "会议", "预警处置")),
        ('copies = {direct = "情况"}', ("copies", "情况")),
        ('copies = {direct = "直接责任人"}', ("copies", "直接责任人", "预警处置")),
        ('copies = {"直接" = "防控责任人"}', ("copies", "直接")),
        ('copies = {direct = "防控责任人"}\ngroup = "日期"', ("copies", "group")),
        ('gate = "登记"', ("gate", "登记册")),
    ],
)
def test_what_is_wrong_in_a_kind_for_events_is_named(tmp_path: Path, more: str, told: tuple[str, ...]) -> None:
    assert load_kind(make(tmp_path, "good", EVENTS)).rows == "预警处置"
    with pytest.raises(TemplateProblem) as caught:
        load_kind(make(tmp_path, "x", EVENTS + more))
    for word in told:
        assert word in caught.value.message + caught.value.hint


@pytest.mark.parametrize("sheet", ['"预警处理"', '"人员"', "3"])
def test_events_are_the_rows_of_an_event_sheet(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(TemplateProblem, match="rows"):
        load_kind(make(tmp_path, "x", EVENTS.replace('"预警处置"', sheet)))


def test_a_kind_for_the_bureau_may_have_a_document_for_each_保管期限(tmp_path: Path) -> None:
    text = 'title = "目录"\nstage = "调整修正"\ncode = "GD"\neach = "保管期限"\n'
    kind = load_kind(make(tmp_path, "x", text + 'scope = "B"'))
    assert (kind.each, kind.of_record) == ("保管期限", True)
    for wrong, told in (('scope = "P"', "each"), ('scope = ["D", "B"]', "each")):
        with pytest.raises(TemplateProblem, match=told):
            load_kind(make(tmp_path, wrong.replace('"', ""), text + wrong))
    with pytest.raises(TemplateProblem, match="期限"):
        load_kind(make(tmp_path, "y", text.replace("保管期限", "期限") + 'scope = "B"'))


def test_everything_wrong_in_a_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem) as caught:
        load_kind(make(tmp_path, "x", GOOD.replace("code", "cod").replace('"P"', '"Q"')))
    for word in ("3", "cod", "code", "Q"):
        assert word in caught.value.message


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    kind = load_kind(make(tmp_path, "x", 'title = "表"\nstage = "贯彻执行"\nscope = ["D", "B"]\ncode = "AA"'))
    assert (kind.scopes, kind.formats, kind.number) == (("D", "B"), ("docx", "pdf"), "{code}-{year}-{serial:03d}")
    assert (kind.chain, kind.opinions, kind.where, kind.public, kind.blank) == ((), (), (), False, False)


def test_a_role_that_no_table_has_is_a_cell_of_its_name(tmp_path: Path) -> None:
    kind = load_kind(make(tmp_path, "x", GOOD.replace('"股室负责人"', '"见证律师"')))
    assert [link.label for link in links(kind.chain, None, None)] == ["见证律师"]


def test_a_kind_without_its_form_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem, match=r"form\.docx"):
        load_kind(make(tmp_path, "x", form=False))


def test_a_bad_kind_is_named_and_stops_no_other(tmp_path: Path) -> None:
    make(tmp_path / "own", "bad", GOOD.replace("title", "titel"))
    make(tmp_path / "own", "good")
    make(tmp_path / "shipped", "bad")
    (tmp_path / "own" / "house").mkdir()
    kinds = load_kinds([tmp_path / "own", tmp_path / "shipped"])
    assert list(kinds) == ["good"]
    assert kinds.problems.keys() == {"bad"}
    assert "title" in kinds.problems["bad"].message


def test_folders_without_any_kind_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    with pytest.raises(CannotUse) as caught:
        load_kinds([tmp_path, tmp_path / "absent"])
    assert str(tmp_path) in caught.value.message


def test_kinds_come_by_stage_and_then_by_whom_they_are_for(tmp_path: Path) -> None:
    for name, scope, stage in (
        ("a", '"E"\nrows = "预警处置"', "贯彻执行"),
        ("b", '["D", "B"]', "贯彻执行"),
        ("c", '"B"', "贯彻执行"),
        ("d", '"P"', "贯彻执行"),
        ("e", '"B"', "动员部署"),
    ):
        make(tmp_path, name, f'title = "{name}"\nstage = "{stage}"\nscope = {scope}\ncode = "AA"')
    assert list(load_kinds([tmp_path])) == ["e", "d", "c", "b", "a"]


def test_a_number_that_ends_in_廉_gets_no_second_one() -> None:
    pattern = Pattern.parse("{发文代字}廉预〔{year}〕{serial}号", NUMBER_FIELDS)
    assert pattern.fill({"发文代字": "云司廉", "year": 2026, "serial": 3}) == "云司廉预〔2026〕3号"
    assert pattern.fill({"发文代字": "云司", "year": 2026, "serial": 3}) == "云司廉预〔2026〕3号"


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("云司廉预〔2026〕12号", 12),
        ("云司廉预[2026]第012号", 12),
        ("云司廉预（２０２６） 12 号", 12),
        ("云司廉预〔2025〕12号", None),
        ("云司廉预〔2026〕0号", None),
        ("云司廉预〔2026〕9999999999号", None),
        ("12", None),
    ],
)
def test_the_serial_of_a_number_given_by_hand_is_found(text: str, serial: int | None) -> None:
    pattern = Pattern.parse("{发文代字}廉预〔{year}〕{serial}号", NUMBER_FIELDS)
    assert pattern.serial_in(text, {"发文代字": "云司", "year": 2026}) == serial

"""What stands on an issued document: who issues it, to whom it goes; by 发文, else by 单位 and 机构."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bureaus import bureau, department, setting
from test_topics import bureau as written
from test_topics import drawn, printed, table

from docgen.errors import TemplateProblem
from docgen.kinds.issuing import all_departments, issuing
from docgen.kinds.kind import Kind, load_kind
from docgen.kinds.subjects import topics
from docgen.programme.model import Bureau
from docgen.workbook.schema import SHEETS

NOTICE = Kind("leading_group", Path("k"), "关于成立领导小组的通知")
PARTY = replace(NOTICE, issuer="党组织")


def told(kind: Kind, whole: Bureau) -> dict[str, str]:
    [topic] = topics(kind, whole)
    return issuing(kind, topic, whole, lambda name: True)


def with_settings(**settings: str) -> Bureau:
    whole = bureau()
    return replace(whole, settings={**whole.settings, **{name: setting(text) for name, text in settings.items()}})


def row(**values: Any) -> str:
    return table("发文", [{"文件": "leading_group", "成文日期": "2026-09-11"} | values])


def test_a_row_of_发文_says_it_all(tmp_path: Path) -> None:
    told_of = {"主送": "各股室、司法所：", "抄送": "县纪委监委；县委组织部。", "公开属性": "主动公开"}
    found = told(NOTICE, written(tmp_path, row(**told_of)))
    assert found["date"] == "2026年9月11日"
    assert (found["to"], found["copies"]) == ("各股室、司法所", "县纪委监委，县委组织部")
    assert found["disclosure"] == "此件公开发布"


def test_every_公开属性_has_its_words(tmp_path: Path) -> None:
    column = next(column for column in SHEETS["发文"].columns if column.name == "公开属性")
    found = [told(NOTICE, written(tmp_path, row(公开属性=choice)))["disclosure"] for choice in column.choices]
    assert found == ["此件公开发布", "此件依申请公开", "此件不予公开"]


def test_without_a_row_the_date_is_open_and_the_rest_follows_from_the_office() -> None:
    found = told(
        NOTICE,
        with_settings(抄送机关="县纪委监委，县直机关工委", 派驻纪检监察组="县纪委派驻组", 领导小组办公室="综合股"),
    )
    assert (found["date"], found["disclosure"]) == ("", "")
    assert found["to"] == "各股室、司法所"
    assert found["copies"] == "县纪委监委，县直机关工委，县纪委派驻组"
    assert found["printer"] == "云岭县司法局综合股"


def test_a_body_that_stands_in_抄送机关_already_is_not_named_twice() -> None:
    assert (
        told(NOTICE, with_settings(抄送机关="县纪委派驻组", 派驻纪检监察组="县纪委派驻组"))["copies"] == "县纪委派驻组"
    )
    assert told(NOTICE, bureau())["copies"] == ""


def test_departments_are_addressed_by_the_kinds_that_there_are() -> None:
    names = [("公证处", "处"), ("援助中心", "中心"), ("办公室", "室"), ("城关司法所", "司法所"), ("综合股", "股室")]
    whole = bureau(departments={name: department(name, kind, "003", "002") for name, kind in names})
    assert all_departments(whole) == "各处室、室、股室、司法所、中心"
    assert all_departments(bureau(departments={})) == ""


def test_the_issuer_is_the_kind_s_body_and_stands_in_the_title() -> None:
    party = told(PARTY, bureau())
    assert party["issuer"] == "中共云岭县司法局支部委员会"
    assert party["full_title"] == "中共云岭县司法局支部委员会关于成立领导小组的通知"
    assert told(PARTY, bureau(settings={}))["issuer"] == "云岭县司法局", "without a party body the bureau"
    group = told(replace(NOTICE, issuer="领导小组"), bureau())
    assert group["issuer"] == "云岭县司法局廉政风险防控机制建设工作领导小组"


def test_a_document_made_anew_only_for_what_its_template_prints() -> None:
    [topic] = topics(NOTICE, bureau())
    assert issuing(NOTICE, topic, bureau(), lambda name: name == "to") == {"to": "各股室、司法所"}


TITLES = (("表彰.批准依据", "关于表彰先进集体和先进个人的决定"),)


def test_a_title_may_depend_on_whether_a_column_is_filled(tmp_path: Path) -> None:
    kind = drawn(tmp_path, replace(NOTICE, id="c", folder=tmp_path / "c", titles=TITLES), "{{ document.full_title }}")
    praised = {"对象类型": "个人", "对象": "004", "主要事迹": "事迹", "荣誉称号": "先进个人"}
    assert printed(kind, written(tmp_path, table("表彰", [praised]))) == ["云岭县司法局关于成立领导小组的通知"]
    approved = written(tmp_path, table("表彰", [praised, praised | {"批准依据": "会议纪要"}]))
    assert printed(kind, approved) == ["云岭县司法局关于表彰先进集体和先进个人的决定"]


def test_a_row_of_发文_may_name_any_of_the_titles(tmp_path: Path) -> None:
    dated = table("发文", [{"文件": TITLES[0][1], "成文日期": "2026-12-30"}])
    assert told(replace(NOTICE, id="c", titles=TITLES), written(tmp_path, dated))["date"] == "2026年12月30日"


@pytest.mark.parametrize(
    ("line", "said"), [('issuer = "党委"', "issuer"), ('titles = {"表彰.批准" = "决定"}', "表彰.批准")]
)
def test_a_slip_in_issuer_and_titles_is_named(tmp_path: Path, line: str, said: str) -> None:
    folder = tmp_path / "k"
    folder.mkdir()
    (folder / "form.docx").write_bytes(b"")
    (folder / "kind.toml").write_text(f'title = "表"\nstage = "动员部署"\nscope = "B"\ncode = "LD"\n{line}\n', "utf-8")
    with pytest.raises(TemplateProblem) as problem:
        load_kind(folder)
    assert said in str(problem.value.said)

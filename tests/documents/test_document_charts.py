"""A template asks for a chart by name: its figures are values, and where the document is made it becomes a picture."""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from bureaus import bureau, department, person, risk
from test_topics import drawn

from docgen.documents.fingerprint import maker
from docgen.documents.plan import plan
from docgen.documents.render import CompiledKind, Rendered, content_of, render, template_bytes
from docgen.documents.workplace import Workplace
from docgen.kinds.charts import MOST_BARS, levels
from docgen.kinds.kind import Kind
from docgen.kinds.public import outside
from docgen.kinds.reports import Reports
from docgen.pdf.engines import Drawing, engine
from docgen.programme.model import Bureau, Grade, Subject, Target
from docgen.programme.totals import levels_by_department
from docgen.word.chart import Chart

CHART = ("{%p if charts.levels %}", "{{ charts.levels }}", "图 {{ charts.levels.name }}", "{%p endif %}", "末")


def kind(folder: Path) -> Kind:
    return drawn(folder, Kind("k", folder / "k", "登记册"), *CHART)


def made(folder: Path, *formats: str, whole: Bureau | None = None) -> Rendered:
    own, whole = kind(folder), whole or bureau()
    compiled = CompiledKind(own, engine() if "pdf" in formats else None)
    return render(compiled, plan({own.id: own}, whole)[0], whole, "", formats)


def lines(data: bytes) -> list[str]:
    return [item.text for item in docx.Document(io.BytesIO(data)).paragraphs]


def media(data: bytes) -> Counter[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return Counter(name.rpartition(".")[2] for name in package.namelist() if "/media/" in name)


def test_word_has_it_as_lines_with_a_png_beside_it_and_the_template_its_caption(tmp_path: Path) -> None:
    word = made(tmp_path, "docx", "pdf")
    assert word.lacking is None
    assert media(word.files["docx"]) == {"svg": 1, "png": 1}
    assert lines(word.files["docx"]) == ["", "图 2026年度各机构廉政风险点数量（条）", "末"]


def test_without_the_library_the_document_is_made_without_it_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    word = made(tmp_path, "docx")
    assert (media(word.files["docx"]), lines(word.files["docx"])) == ({}, ["末"])
    assert str(word.lacking) == "文件里没有图表：画图表所需的程序库没有装好：matplotlib"


def test_the_library_and_the_fonts_count_for_a_word_file_that_has_a_chart(tmp_path: Path) -> None:
    own = kind(tmp_path)

    def prints(whole: Bureau, place: Workplace) -> dict[str, str]:
        wanted = content_of(plan({own.id: own}, whole)[0], whole, "")
        return maker(own, template_bytes(own), ["docx"], Drawing(), place).fingerprints(wanted)

    without = Workplace()
    vars(without)["charts"] = "no library"
    assert prints(bureau(), Workplace()) == prints(bureau(), Workplace()) != prints(bureau(), without)
    plain = replace(bureau(), people={}, departments={}, leadership_risks=())
    assert prints(plain, Workplace()) == prints(plain, without)


def test_nothing_to_show_is_no_chart() -> None:
    assert levels(Reports(replace(bureau(), people={}, departments={}, leadership_risks=()))) == ""


def test_each_risk_counts_once_those_of_leaders_for_the_leadership(tmp_path: Path) -> None:
    people = {
        item.id: replace(item, risks=(risk(Subject(Target.PERSON, item.id), "1", grade=Grade.FIRST),))
        for item in (person("001", "钟", "综合股", is_leader=True), person("004", "李", "综合股"))
    }
    whole = replace(bureau(), people=people)
    assert {name: dict(counted) for name, counted in levels_by_department(whole).items()} == {
        "": {Grade.FIRST: 1, Grade.SECOND: 1},
        "综合股": {Grade.FIRST: 1, Grade.SECOND: 1},
        "城关司法所": {Grade.SECOND: 1},
    }
    chart = levels(Reports(whole))
    assert isinstance(chart, Chart)
    assert chart.categories == ("局领导班子", "综合股", "城关司法所")
    assert [(item.name, item.values) for item in chart.series] == [
        ("一级", (1, 1, 0)),
        ("二级", (1, 1, 1)),
        ("三级", (0, 0, 0)),
    ]


def test_two_hundred_departments_are_shown_by_their_kinds() -> None:
    many = {f"{n}所": department(f"{n}所", "司法所" if n % 2 else "股室", "003", "002") for n in range(200)}
    chart = levels(Reports(replace(bureau(), departments=many, people={})))
    assert isinstance(chart, Chart)
    assert (chart.title, chart.categories) == ("2026年度各类机构廉政风险点数量（条）", ("局领导班子", "股室", "司法所"))
    assert chart.series[1].values[1:] == (100, 100)
    assert len(chart.categories) <= MOST_BARS


def test_a_public_kind_must_name_what_a_chart_tells(tmp_path: Path) -> None:
    own = replace(kind(tmp_path), public=True, shows=("机构名称",))
    assert outside(template_bytes(own), own) == ("风险等级",)

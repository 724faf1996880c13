"""Half-width punctuation among Chinese text is a note that shows the full-width form; elsewhere it is right."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from offices import Office, findings

from docgen.findings import Finding, Severity
from docgen.programme.rules.punctuation import LONGEST, full_width


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("审核,复核;归档", "审核，复核；归档"),
        ("张三, 李四", "张三，李四"),
        ("时间:9:00到岗", "时间：9:00到岗"),
        ("是否公开?立即公开!", "是否公开？立即公开！"),
        ("审批(见附件1)后办理", "审批（见附件1）后办理"),
        ("会议 (重要) 记录", "会议（重要）记录"),
        ("(一)审核", "（一）审核"),
        ("（一)审核;(2)复核", "（一）审核；(2)复核"),
        ("((甲)乙)", "（（甲）乙）"),
        ("《办法》(试行),印发", "《办法》（试行），印发"),
        ("共3人,其中2人", "共3人，其中2人"),
        ("用OA,提交", "用OA，提交"),
        ("1,000元,其中", "1,000元，其中"),
        ("网址:http://a.cn/x?b=1,2", "网址：http://a.cn/x?b=1,2"),
        ('执行"三重一大"制度', "执行“三重一大”制度"),
    ],
)
def test_what_stands_among_chinese_text_is_full_width(text: str, full: str) -> None:
    assert full_width(text) == full


@pytest.mark.parametrize(
    "text",
    [
        *("审核，复核（见附件1）", "误差0.5", "9:00到岗", "按1:2的比例", "金额1,000元", "按A,B,C三类"),
        *("1.核对", "1,核对", "(1)核对(2)复核", "1)核对", "一)审核", "a)核对", "实行AB角(A/B)", "《办法》(2020)"),
        *("某司发(2026)8号", "Hello, world! (ok)", "Windows, 办公软件", "http://a.cn/?甲", "a.b@c.cn", '24"显示器'),
        *("附件(终稿),一.docx", '评为"A"级', "D:\\资料(新)\\表", "www.a.cn:80/x?y", "(", ")(", '"', ""),
    ],
)
def test_what_is_written_with_half_width_marks_stays(text: str) -> None:
    assert full_width(text) == text


def test_no_text_takes_long() -> None:
    begun = time.process_time()
    for text in ("汉" * 20_000, "a" * 20_000, "汉" + " " * 20_000, "(" * 5000 + ")" * 5000, "a@" * 9000, '汉"' * 9000):
        full_width(text + "汉,")
    assert time.process_time() - begun < 2


def _findings(folder: Path, measure: str) -> list[Finding]:
    return findings(folder, lambda office: office.set("个人风险点", 2, "防控措施", measure))


def test_it_is_a_note_at_the_cell_with_what_it_may_become(tmp_path: Path) -> None:
    [found] = _findings(tmp_path, "双人核对原件,每月抽查(两次)")
    assert (found.rule, found.severity, found.sheet, found.cell) == (
        *("text.half-width", Severity.NOTE),
        *("个人风险点", "J2"),
    )
    assert found.value == "双人核对原件,每月抽查(两次)"
    assert ", ( )" in found.message
    assert "双人核对原件，每月抽查（两次）" in found.hint


def test_of_a_long_text_the_part_with_the_mark_is_shown(tmp_path: Path) -> None:
    [found] = _findings(tmp_path, "双人核对原件并签名备查，" * 20 + "归档,编号" + "，每月抽查一次" * 20)
    assert "归档，编号" in found.hint
    assert len(found.hint) < LONGEST + 20


def test_it_is_told_of_settings_too_and_of_each_cell_once(tmp_path: Path) -> None:
    def change(office: Office) -> None:
        office.setting("公示地点", "局机关公示栏(一楼)")
        office.set("机构", 2, "主要职能", "负责人事,财务;后勤")

    assert [(item.rule, item.sheet) for item in findings(tmp_path, change)] == [
        ("text.half-width", "单位"),
        ("text.half-width", "机构"),
    ]

"""What a single text or number is taken for: slogans, placeholders, other bureaus, ways to a person, telephones."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from offices import Office, checked

from docgen.programme.model import Bureau
from docgen.programme.rules.bureaus import other_bureau
from docgen.programme.rules.contacts import luhn, ways_to
from docgen.programme.rules.id_cards import is_id_card
from docgen.programme.rules.office import is_email, is_phone
from docgen.programme.rules.placeholders import is_placeholder
from docgen.programme.rules.wording import is_slogan


@pytest.mark.parametrize(
    "measure",
    [
        *("加强学习", "加强教育", "提高认识", "严格执行", "加强教育，提高认识，严格执行。", "进一步加强廉洁自律意识"),
        *("严格遵守法律法规和各项规章制度", "不断提高业务能力和服务水平；加强监督管理", "牢固树立正确的权力观"),
    ],
)
def test_a_slogan(measure: str) -> None:
    assert is_slogan(measure)


@pytest.mark.parametrize(
    "measure",
    [
        *(
            "双人核对原件",
            "严格执行双人核对制度",
            "加强学习，每季度考试一次",
            "提高认识，由股长每月谈话",
            "落实首问负责制",
        ),
        *("严格执行“三重一大”集体决策制度", "加强台账管理", "公开办理进度", "坚持末位表态", "加强对窗口的抽查"),
    ],
)
def test_no_slogan(measure: str) -> None:
    assert not is_slogan(measure)


def test_no_text_takes_long() -> None:
    begun = time.process_time()
    assert not is_slogan("严格" * 5000 + "双人")
    assert not ways_to("微信" + "号" * 5000 + "6222-" * 3)
    assert not is_phone("0791-" * 3000)
    assert not is_email("a." * 5000)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "text",
    [
        "XXX",
        "ＸＸＸＸ",
        "×××",
        "同上",
        "（同上）",
        "同上条。",
        "同上一行",
        "如上",
        "见上",
        "略",
        "从略",
        "……",
        "...",
        "待补充",
        "待定",
        "____",
        "???",
        "某某",
    ],
)
def test_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["无", "X光", "见上级文件", "略有不足", "同意", "同上级沟通不够", "待人接物随意", "一", "12", "见附件"]
)
def test_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


@pytest.fixture(scope="module")
def bureaus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bureau]:
    """A county's bureau, a city's, and one of a district within a city."""

    def named(name: str) -> Bureau:
        def change(office: Office) -> None:
            office.setting("单位名称", name)
            office.setting("抄送机关", "南平市司法局")

        return checked(tmp_path_factory.mktemp("bureau"), change).bureaus[0]

    return {name: named(name) for name in ("云岭县司法局", "临江市司法局", "福州市鼓楼区司法局")}


@pytest.mark.parametrize(
    ("own", "text", "found"),
    [
        ("云岭县司法局", "永安县司法局用印不规范", "永安县司法局"),
        ("云岭县司法局", "参照白水区司法局的做法", "白水区司法局"),
        ("云岭县司法局", "云岭县司法局用印不规范", ""),
        ("云岭县司法局", "不经县司法局批准，配合县司法局、报市司法局", ""),
        ("云岭县司法局", "报南昌市司法局备案", ""),
        ("云岭县司法局", "省司法厅检查", ""),
        ("临江市司法局", "沙溪县司法局用印不规范", "沙溪县司法局"),
        ("临江市司法局", "江口市司法局用印不规范", "江口市司法局"),
        ("临江市司法局", "南平市司法局来查", ""),
        ("临江市司法局", "报建阳市司法局审批", ""),
        ("福州市鼓楼区司法局", "鼓楼区司法局、福州市司法局", ""),
        ("福州市鼓楼区司法局", "福州市台江区司法局用印不规范", "台江区司法局"),
    ],
)
def test_another_bureau(bureaus: dict[str, Bureau], own: str, text: str, found: str) -> None:
    assert other_bureau(bureaus[own], text) == found


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("联系人0599-6123456转8001,微信wx_abc123", ["固定电话号码", "微信号"]),
        ("(0599)6123456", ["固定电话号码"]),
        ("办公电话：6123456", ["固定电话号码"]),
        ("微信号：yunling2026", ["微信号"]),
        ("QQ 123456789", ["QQ 号"]),
        ("ｑｑ群号８７６５４３２１０", ["QQ 号"]),
        ("银行卡6222021234567890123", ["银行卡号或账号"]),
        ("账号 3501 2345 6789 012", ["银行卡号或账号"]),
        ("4111 1111 1111 1111", ["银行卡号或账号"]),
        ("4111 1111 1111 1112", []),
        ("监督电话0791-81234567", []),
        ("打监督电话0791-81234567转8001", ["固定电话号码"]),
        ("0791-8123456号文", ["固定电话号码"]),
        ("云司发〔2026〕12号，编号2026-0591-0012345", []),
        ("支出12345678元，工期20260915至20261015", []),
        ("微信公众号yunlingpufa、QQ群里公布、12348", []),
    ],
)
def test_ways_to_a_person(text: str, ways: list[str]) -> None:
    assert ways_to(text, {"079181234567"}) == ways


def test_luhn_tells_one_digit_that_is_wrong() -> None:
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")


@pytest.mark.parametrize(
    "text", ["无", "/", "123", "1234567890123", "138599000001", "00000000", "79181234567", "电话", "0000-1234567"]
)
def test_no_telephone(text: str) -> None:
    assert not is_phone(text)


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("jiandu@example.gov.cn", True),
        ("jiandu＠example.gov.cn；b@sf.example.cn", True),
        ("jubao@", False),
        ("jubao@example", False),
        ("无", False),
        ("www.example.gov.cn", False),
    ],
)
def test_a_mailbox(text: str, sound: bool) -> None:
    assert is_email(text) is sound


@pytest.mark.parametrize(
    ("number", "sex", "said"),
    [
        ("11010519491231002X", None, ""),
        ("350782199913450123", None, "出生日期"),
        ("990782203001010123", None, "出生日期"),
        ("11010519491231002X", "女", ""),
        ("11010519491231002X", "男", "性别"),
    ],
)
def test_an_id_card_number_that_nobody_can_have(tmp_path: Path, number: str, sex: str | None, said: str) -> None:
    assert is_id_card(number)

    def change(office: Office) -> None:
        office.set("人员", 8, "身份证号", number)
        office.column("人员", "性别", [None] * 6 + [sex])

    found = checked(tmp_path, change, on=date(2026, 12, 20)).findings
    assert [said in item.message for item in found] == ([True] if said else [])

"""What a template sees."""

import pickle
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bureaus import bureau, department, opinion

from docgen.kinds.context import Seen
from docgen.kinds.kind import SHIPPED, Kind, load_kinds
from docgen.kinds.known import known_names
from docgen.kinds.mentions import Mentions, mentions
from docgen.kinds.practice import Practice
from docgen.kinds.subjects import Topic, printed_title, topics
from docgen.kinds.views import VIEWS
from docgen.programme.model import Bureau, Step, Target

KINDS = load_kinds([SHIPPED])
PERSONAL, DEPARTMENT, LEADERSHIP = (KINDS[key] for key in ("personal_check", "department_check", "leadership_check"))


def context(kind: Kind, whole: Bureau | None, topic: Topic, **values: Any) -> dict[str, Any]:
    return Seen(whole, mentions(kind.form.read_bytes(), kind.id)).values(kind, topic, **values)


def seen(kind: Kind, subject: str, made: Bureau | None = None, **values: Any) -> dict[str, Any]:
    whole = made or bureau()
    [topic] = [topic for topic in topics(kind, whole) if topic.subject == subject]
    return context(kind, whole, topic, document_id=f"{kind.id}/{subject}", **values)


def labels(values: dict[str, Any]) -> list[str]:
    return [item.step for item in values["opinions"]]


def test_a_persons_table_holds_the_person_and_their_own_risks() -> None:
    values = seen(PERSONAL, "004", number="GR-2026-004")
    assert (values["person"].name, values["person"].department) == ("李明", "综合股")
    assert [item.number for item in values["risks"]] == ["GR-004-1"]
    assert values["document"].number == "GR-2026-004"
    assert values["bureau"].name == "云岭县司法局"
    assert values["bureau"].hotline == "", "no template is given what it does not mention"
    assert values["year"] == 2026
    assert values["blank_rows"] == ()


def test_two_people_of_one_name_are_two_people() -> None:
    assert seen(PERSONAL, "005")["person"].department == "城关司法所"


def test_a_departments_table_names_people_and_its_own_kind() -> None:
    values = seen(DEPARTMENT, "城关司法所")
    head, leader = values["department"].head, values["department"].leader
    assert (str(head), str(leader)) == ("李明", "郑远")
    assert leader.title == "副局长", "the person is at hand behind the name"
    assert values["document"].title == "司法所廉政风险自查表"
    assert values["risks"][0].process == "行政确认"


@pytest.mark.parametrize(
    ("name", "kind", "called"),
    [
        ("综合股", "股室", "股室"),
        ("法治处", "处", "处室"),
        ("法规科", "科", "科室"),
        ("城关司法所", "司法所", "司法所"),
        ("法律援助中心", "中心", "法律援助中心"),
        ("办公室", "室", "办公室"),
        ("执法大队", "队", "执法大队"),
    ],
)
def test_a_departments_own_title_says_which_as_an_official_would(name: str, kind: str, called: str) -> None:
    of = department(name, kind, "004", "002")
    assert printed_title("股室(所、中心)廉政风险自查表", of) == f"{called}廉政风险自查表"
    assert printed_title("股室（所、中心）廉政风险自查表", of) == f"{called}廉政风险自查表"


def test_a_title_is_printed_with_full_width_brackets() -> None:
    assert printed_title("股室(所、中心)廉政风险自查表") == "股室（所、中心）廉政风险自查表"


def test_the_leaderships_table_has_its_three_blocks_in_the_programmes_order_whether_filled_or_not() -> None:
    values = seen(LEADERSHIP, "班子")
    assert [item.name for item in values["matters"]] == ["重大事项决策", "重大项目安排", "大额资金使用"]
    assert [len(item.risks) for item in values["matters"]] == [0, 0, 1]
    assert values["matters"][2].risks[0].answerable.name == "钟启明"


def test_a_blank_form_has_the_header_and_empty_rows_but_no_risk_and_no_opinion() -> None:
    given = opinion(Target.PERSON, "004", Step.DEPARTMENT_HEAD, "同意", "揭文清", date(2026, 10, 9))
    values = seen(PERSONAL, "004", bureau(opinions=(given,)), blank=True)
    assert values["person"].name == "李明"
    assert values["risks"] == ()
    assert len(values["blank_rows"]) == PERSONAL.blank_rows
    assert not any(item.given for item in values["opinions"])


def test_without_a_bureau_everything_is_empty_and_nothing_is_undefined() -> None:
    for kind in KINDS.values():
        topic, *_ = topics(kind, None, blank=True)
        values = context(kind, None, topic, document_id=f"{kind.id}/-", blank=True)
        assert values["bureau"].name == ""
        assert values["year"] == ""
        assert set(known_names(kind)) == set(values)


def test_opinions_given_stand_in_their_steps_and_the_others_leave_room() -> None:
    given = opinion(Target.PERSON, "004", Step.DEPARTMENT_HEAD, "情况属实", "揭文清", date(2026, 10, 9))
    first, *others = seen(PERSONAL, "004", bureau(opinions=(given,)))["opinions"]
    assert (first.text, first.signer, first.date, first.given) == ("情况属实", "揭文清", "2026年10月9日", True)
    assert [(item.text, item.given) for item in others] == [("", False)] * 2


def test_the_chain_begins_where_the_programme_says() -> None:
    whole = ["股室负责人", "分管领导", "领导小组"]
    assert labels(seen(PERSONAL, "004")) == whole
    assert labels(seen(PERSONAL, "003")) == whole[1:], "a head does not judge the own table"
    assert labels(seen(PERSONAL, "002")) == whole[2:], "a member of the leadership goes to the leading group at once"
    assert labels(seen(DEPARTMENT, "综合股")) == whole[1:]
    assert labels(seen(LEADERSHIP, "班子")) == whole[2:]


def test_a_subject_that_the_bureau_does_not_have_is_a_mistake_of_the_caller() -> None:
    [topic, *_] = topics(PERSONAL, bureau())
    with pytest.raises(KeyError):
        context(PERSONAL, replace(bureau(), people={}), topic, document_id="personal_check/001")


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_what_templates_see_travels_to_workers(view: Any) -> None:
    made = view.of({}, [("入职年份", 2020)])
    assert pickle.loads(pickle.dumps(made)) == made


def test_sending_a_document_to_a_worker_leaves_the_workbooks_texts_as_small_as_they_were() -> None:
    whole = bureau()
    rows = [person.row for person in whole.people.values()]
    rows += [risk.row for person in whole.people.values() for risk in person.risks]
    texts = [value for row in rows for _, value in row.values() if isinstance(value, str) and not value.isascii()]
    before = [sys.getsizeof(text) for text in texts]
    for topic in topics(PERSONAL, whole):
        pickle.dumps(context(PERSONAL, whole, topic, document_id="x"))
    assert before == [sys.getsizeof(text) for text in texts]
    assert len(texts) > 10


def test_only_cells_that_a_template_prints_as_pictures_are_opened() -> None:
    asked = Mentions(frozenset(), {"post": frozenset(("person",))}, frozenset(("post", "照片")))
    whole = bureau()
    topic = next(item for item in topics(PERSONAL, whole) if item.key == "004")
    seen = Seen(whole, asked, lambda row, column, name: (row.sheet, column, name))
    values = seen.values(PERSONAL, topic, document_id="personal_check/004")
    assert values["person"].post == ("人员", "岗位", whole.people["004"].post)
    assert values["person"].name == whole.people["004"].name


@pytest.mark.parametrize("chosen", [True, False])
def test_a_template_of_any_kind_sees_what_the_office_chose_where_it_asks(chosen: bool) -> None:
    practice = Practice(typed=chosen, names=chosen)
    asked = Mentions(frozenset(("office",)), {"typed": frozenset(("office",))})
    for kind in KINDS.values():
        topic, *_ = topics(kind, None, blank=True)
        values = Seen(None, asked, practice=practice).values(kind, topic, document_id="x", blank=True)
        assert values["office"].typed is chosen
        assert values["office"].names is False, "the template does not ask for it"


def test_a_template_sees_the_bases_of_its_kind_where_it_asks() -> None:
    practice = Practice(cited={"personal_check": ("《某某条例》（2027年）",)})
    for asked, seen in ((Mentions(frozenset(("bases",))), ("《某某条例》（2027年）",)), (Mentions(), ())):
        [topic] = topics(PERSONAL, None, blank=True)
        values = Seen(None, asked, practice=practice).values(PERSONAL, topic, document_id="x", blank=True)
        assert values["bases"] == seen
    [topic] = topics(LEADERSHIP, None, blank=True)
    asked = Mentions(frozenset(("bases",)))
    assert Seen(None, asked, practice=practice).values(LEADERSHIP, topic, document_id="x")["bases"] == ()

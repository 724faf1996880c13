"""What a run tells documents and kinds by."""

from __future__ import annotations

from docgen.office.facts import Facts


def test_a_document_is_called_as_its_files_and_a_kind_by_its_whole_title() -> None:
    facts, other = Facts(), Facts(titles={"look": "自查/评估表"})
    facts.name("personal_check/004", "贯彻执行/个人廉政风险自查表/综合股/004 李明 个人廉政风险自查表(2026)")
    facts.add(other)
    assert facts.called("personal_check/004") == "004 李明 个人廉政风险自查表(2026)"
    assert facts.called("look") == "自查/评估表"
    assert facts.called("commitment/007") == "commitment/007"

"""What `docgen template` and `build` say to those who edit templates: names, near-tags, and commands that work."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.document import Document
from offices import Office
from test_cli_template import data, kind_folder, template

from docgen.errors import ExitCode
from docgen.word.package import read_package, write_package

if TYPE_CHECKING:
    from conftest import Docgen

KIND = "personal_check"
RULE = "template.names-unchecked"


def rules(ran: object) -> list[str]:
    return [item["rule"] for item in ran.json["findings"]]  # type: ignore[attr-defined]


def office(docgen: Docgen, folder: Path, change: Callable[[Document], object]) -> Path:
    """An office with a year's workbook and a template of its own, changed."""
    docgen("init", folder)
    for book in (folder / "inputs").iterdir():
        book.unlink()
    Office().save(folder / "inputs")
    kind_folder(folder / "templates", change)
    return folder


def misspelt(document: Document) -> None:
    document.paragraphs[0].insert_paragraph_before("{{ persn.姓名 }}")


def test_a_name_that_there_is_not_is_told_alike_by_check_preview_and_build(docgen: Docgen, tmp_path: Path) -> None:
    home = office(docgen, tmp_path, misspelt)
    form = home / "templates" / KIND / "form.docx"
    runs = (
        docgen("template", "check", form),
        docgen("-C", home, "template", "preview", KIND),
        docgen("-C", home, "build", "--kind", KIND, "--on", "2026-12-20"),
    )
    for ran in runs:
        assert ran.code != ExitCode.DONE
        assert "标记“{{ persn.姓名 }}”用了不存在的名称“persn”，是不是 person" in ran.out + ran.err
    assert not list((home / "outputs").rglob("*自查表*.docx"))


def test_a_template_of_no_kind_is_told_that_names_were_not_checked(docgen: Docgen, tmp_path: Path) -> None:
    form = template(tmp_path, "{{ persn }} {{ person.name }}")
    assert RULE in rules(docgen("template", "check", form, "--json"))
    ran = docgen("template", "check", form, "--kind", KIND, "--json")
    assert RULE not in rules(ran)
    assert "template.name" in rules(ran)
    assert RULE not in rules(docgen("template", "check", template(tmp_path, "没有标记"), "--json"))
    assert docgen("template", "check", form, "--kind", "persnal_check").code == ExitCode.WRONG_USAGE


def test_the_command_in_the_hint_works_as_printed(docgen: Docgen, tmp_path: Path) -> None:
    folder = tmp_path / "有 空格"
    folder.mkdir()
    ran = docgen("template", "check", template(folder, "{{ person.name }}"), "--json")
    [hint] = [item["hint"] for item in ran.json["findings"] if item["rule"] == RULE]
    command = re.search(r"docgen (.*?)；", hint)
    assert command
    assert docgen(*shlex.split(command[1])).code == ExitCode.DONE


def test_the_command_behind_a_copied_kind_works_anywhere(docgen: Docgen, tmp_path: Path) -> None:
    home = tmp_path / "我 局"
    docgen("init", home)
    said = docgen("-C", home, "template", "copy", KIND).err
    command = re.search(r"docgen (-C .*?) 看样张", said)
    assert command
    assert docgen(*shlex.split(command[1])).code == ExitCode.DONE


def test_all_names_that_the_data_lack_are_told_together(docgen: Docgen, tmp_path: Path) -> None:
    form = template(tmp_path, "{{ a }}{{ b }}{{ p.x }}{{ p.y }}{% for r in rows %}{{ r.m }}{{ r.n }}{% endfor %}")
    values = data(tmp_path, {"a": 1, "p": {"x": 1}, "rows": [{"m": 1}]})
    for suffix in ("docx", "pdf"):
        ran = docgen("template", "render", form, "--data", values, "-o", tmp_path / f"r.{suffix}")
        assert ran.code == ExitCode.CANNOT_USE
        assert "b、p.y、r.n。" in ran.err


def test_a_templates_own_title_stays(docgen: Docgen, tmp_path: Path) -> None:
    def title(text: str) -> str:
        document = docx.Document()
        document.core_properties.title = text
        document.save(tmp_path / "模板.docx")
        given = data(tmp_path, {})
        assert (
            docgen("template", "render", tmp_path / "模板.docx", "--data", given, "-o", tmp_path / "结果.docx").code
            == 0
        )
        return docx.Document(tmp_path / "结果.docx").core_properties.title

    assert title("关于某事的通知") == "关于某事的通知"
    assert title("") == "结果"
    assert title("{{ 标题 }}") == "结果"


def macros(members: dict[str, bytes]) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        plain, b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )


def moved(members: dict[str, bytes]) -> None:
    members["doc/main2.xml"] = members.pop("word/document.xml")
    rels = members.pop("word/_rels/document.xml.rels")
    members["doc/_rels/main2.xml.rels"] = re.sub(rb'Target="(?!/|http)', rb'Target="../word/', rels)
    members["_rels/.rels"] = members["_rels/.rels"].replace(b"word/document.xml", b"doc/main2.xml")
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"/word/document.xml", b"/doc/main2.xml")


def prefixed(members: dict[str, bytes]) -> None:
    main = members["word/document.xml"].replace(b"<w:", b"<x:").replace(b"</w:", b"</x:").replace(b" w:", b" x:")
    members["word/document.xml"] = main.replace(b"xmlns:w=", b"xmlns:x=")


@pytest.mark.parametrize("spell", [macros, moved, prefixed])
def test_build_fills_an_offices_template_however_it_is_spelt(
    docgen: Docgen, tmp_path: Path, spell: Callable[[dict[str, bytes]], None]
) -> None:
    home = office(docgen, tmp_path, lambda document: None)
    form = home / "templates" / KIND / "form.docx"
    members = read_package(form.read_bytes())
    spell(members)
    form.write_bytes(write_package(members))
    ran = docgen("-C", home, "build", "--kind", KIND, "--person", "004", "--on", "2026-12-20")
    assert ran.code == ExitCode.DONE, ran.err
    [made] = (home / "outputs").rglob("*李明*.docx")
    text = b"".join(data for name, data in read_package(made.read_bytes()).items() if name.endswith(".xml")).decode()
    assert "李明" in text
    assert "{{" not in text


def test_build_refuses_an_offices_broken_template_and_names_the_part(docgen: Docgen, tmp_path: Path) -> None:
    home = office(docgen, tmp_path, lambda document: None)
    form = home / "templates" / KIND / "form.docx"
    members = read_package(form.read_bytes())
    members["word/styles.xml"] = members["word/styles.xml"][:-50]
    form.write_bytes(write_package(members))
    ran = docgen("-C", home, "build", "--kind", KIND, "--on", "2026-12-20")
    assert ran.code in (ExitCode.CANNOT_USE, ExitCode.SOME_FAILED)
    assert "word/styles.xml" in ran.err
    assert not list((home / "outputs").rglob("*自查表*.docx"))

"""The documentation is true: generated pages are current, and every command, option, rule, kind, code and name is in it."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import mistakes
import pytest
import reference as pages

from docgen.cli.main import program
from docgen.errors import ExitCode
from docgen.findings import Severity
from docgen.kinds.kind import SHIPPED, load_kinds
from docgen.kinds.known import known_names
from docgen.kinds.schema import ITEMS
from docgen.kinds.views import (
    EVENT_VIEWS,
    CountsView,
    CountView,
    FiledView,
    FilingClassView,
    ItemView,
    MeetingView,
    NamesView,
    ProblemView,
    ScoresView,
    StepView,
    SumView,
    TallyView,
    names_of,
)
from docgen.messages import catalogue
from docgen.office.settings import SETTINGS
from docgen.programme.check import check
from docgen.workbook.schema import SHEETS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted(DOCS.glob("*.md"))]

KINDS = load_kinds([SHIPPED])


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("name", pages.PAGES)
def test_a_generated_page_is_what_the_program_says(name: str) -> None:
    assert read(name) == pages.PAGES[name]()


def leaves(
    names: tuple[str, ...] = (), command: click.Command = program
) -> list[tuple[tuple[str, ...], click.Command]]:
    found = [(names, command)]
    for name, inner in getattr(command, "commands", {}).items():
        found += leaves((*names, name), inner)
    return found


def test_every_command_and_option_stands_in_the_reference() -> None:
    text = read("commands.md")
    for names, command in leaves():
        assert f"## docgen {' '.join(names)}".rstrip() in text
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[-1] in text


def test_every_rule_stands_in_the_rules_with_its_severity() -> None:
    text = read("rules.md")
    groups = tuple(f"{group}." for group in pages.GROUPS)
    told = set(re.findall(r"^\| `([a-z.-]+)` \|", text, re.MULTILINE))
    source = "".join(path.read_text("utf-8") for path in (ROOT / "docgen").rglob("*.py"))
    known = {
        key.partition("/")[0]
        for key in catalogue()
        if key.startswith(groups)
        and re.search(rf'(?:error|warning|note|finding)\(\s*f?"{re.escape(key.partition("/")[0])}', source)
    }
    assert known <= told
    assert {"identity", "participation", "grade", "measures", "approvals", "dates", "disposal"} <= {
        rule.partition(".")[0] for rule in told
    }


def test_the_guides_check_shows_twenty_mistakes_of_ten_kinds(tmp_path: Path) -> None:
    found = check([mistakes.write(tmp_path)], on=date.fromisoformat(mistakes.DAY)).findings
    cells = [cell for item in found for cell in item.cells or (item.cell,)]
    assert len(cells) >= 20
    assert len({item.rule for item in found}) >= 10
    text = read("guide.md")
    assert all(f"[{item.rule}]" in text for item in found if item.severity is not Severity.NOTE)
    assert all(f"pictures/{name}.png" in text for name, _, _ in mistakes.PICTURES)


def test_every_exit_code_and_kind_stands_in_the_guide() -> None:
    text = read("guide.md")
    for code in ExitCode:
        assert re.search(rf"^\| {code.value} \|", text, re.MULTILINE), code
    for kind in KINDS.values():
        assert f"| `{kind.id}` | {kind.title} |" in text


def test_the_template_guide_names_all_that_templates_see_and_nothing_else() -> None:
    table = re.search(r"<!-- names -->(.*)<!-- /names -->", read("templates.md"), re.DOTALL)
    assert table
    lines = {line.split("`")[1]: line for line in table[1].strip().splitlines()[2:]}
    every = replace(KINDS["personal_check"], scopes=("P", "D", "B", "E"), rows="预警处置")
    known = known_names(every) | known_names(KINDS["archive_catalogue"])
    known["event"] = frozenset[str]().union(*map(names_of, EVENT_VIEWS.values())) - {"rate_good"}
    inner = {"bureau": CountsView, "department": ScoresView, "risks": StepView, "event": MeetingView}
    inner |= {"register": TallyView}
    known |= {name: known[name] | names_of(view) for name, view in inner.items()}
    known["archive"] |= names_of(FilingClassView) | names_of(FiledView)
    known["figures"] |= names_of(SumView) | names_of(CountView)
    known["evaluation"] |= names_of(ItemView) | names_of(ProblemView) | names_of(NamesView)
    assert lines.keys() == known.keys()
    headings = {column.name for sheet in SHEETS.values() for column in (*sheet.columns, *sheet.settings)}
    for name, fields in known.items():
        told = {code.rpartition(".")[2] for code in re.findall(r"`([^`]+)`", lines[name])}
        assert {field for field in fields if field not in headings and field not in SHEETS} <= told, name
        assert told - known.keys() <= fields | headings | SHEETS.keys(), name


def test_every_setting_of_an_office_is_told() -> None:
    text = read("guide.md")
    for item in SETTINGS:
        where = f"`[{item.table}]` 下面" if item.table else "最上面"
        what = f"`{item.key}`" if item.key else "各行"
        row = re.search(rf"^{re.escape(f'| {where} | {what} |')}.*$", text, re.MULTILINE)
        assert row, (item.table, item.key)
        assert all(f'"{value}"' in row[0] for value in item.known), row[0]


def test_every_setting_of_a_kind_is_told() -> None:
    text = read("templates.md")
    for item in ITEMS:
        assert f"| `{item.key}` |" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def quoted(page: Path) -> list[str]:
    """Every command line that a page shows, in blocks and in the text."""
    text = page.read_text("utf-8")
    found = []
    for block in re.findall(r"```\n(.*?)```", text, re.DOTALL):
        found += re.findall(r"^(?:\S+=\S+ )?(?:\.venv/bin/)?docgen (.*?)(?:\s+#.*)?$", block, re.MULTILINE)
    found += [line for line in re.findall(r"`docgen ([^`\n]+)`", text) if "…" not in line]
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_shown_is_one(page: Path) -> None:
    for line in quoted(page):
        command: click.Command = program
        context = None
        words = shlex.split(line)
        while True:
            context = command.make_context(command.name or "", list(words), parent=context)
            if not isinstance(command, click.Group):
                break
            rest = [*context._protected_args, *context.args]
            if not rest:
                break
            _, inner, words = command.resolve_command(context, rest)
            assert inner is not None, f"{page.name}: docgen {line}"
            command = inner


def test_the_guides_command_lines_are_looked_at() -> None:
    assert len(quoted(DOCS / "guide.md")) > 12
    assert len(quoted(ROOT / "README.md")) >= 8


def test_both_readmes_show_the_same_commands() -> None:
    def lines(name: str) -> list[str]:
        blocks = re.findall(r"```\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
        return [re.sub(r"\s*#.*", "", line) for block in blocks for line in block.splitlines()]

    assert lines("README.md") == lines("README.zh-CN.md")
    assert "make demo" in lines("README.md")
    assert "make test" in lines("README.md")

"""The benchmarks measure what they say, notice texts that differ, and end badly only then or when a maker breaks down."""

import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import docxtemplater, office, parts, peers, targets, texts
from benchmarks.__main__ import BEGIN, END, PAGE, main, with_results
from benchmarks.forms import TWO_PAGES, forms
from benchmarks.harness import Comparison, Figures, compare
from benchmarks.plot import plot
from benchmarks.tables import table
from benchmarks.watch import CommandFailed, run
from benchmarks.worker import MeasureFailed
from docgen.form.tree import Form, PageSetup, Paragraph, ParagraphStyle, Run, RunStyle, Section, Text
from docgen.pdf.engines import engine
from docgen.word.template import Properties

ROOT = Path(__file__).resolve().parents[2]


def test_makers_of_the_same_forms_are_measured_in_turn_and_hold_the_same_text(tmp_path: Path) -> None:
    makers = [("ours", "docgen Word", 1), ("ours twice", "docgen Word", 2), ("theirs", "docxtpl", 1)]
    found = compare(makers, forms(6, tmp_path), count=3, rounds=2)
    assert found.different == []
    assert [len(item.seconds) for item in found.figures] == [2, 2, 2]
    ratio = found.ratio("theirs", "ours")
    assert ratio is not None
    assert ratio > 1
    assert all(item.peak > 10 for item in found.figures)


def test_a_ratio_is_that_of_the_medians_a_form() -> None:
    slow = Figures("slow", "docxtpl", 1, documents=10, seconds=[1.0, 9.0, 2.0])
    fast = Figures("fast", "docgen Word", 1, documents=20, seconds=[0.4, 0.3, 0.5])
    found = Comparison([slow, fast, Figures("absent", "docxtpl", 1, "nowhere")], [])
    assert found.each("slow") == 200
    assert found.ratio("slow", "fast") == pytest.approx(10)
    assert found.ratio("absent", "fast") is None


def test_a_peer_that_is_not_there_is_named_and_the_others_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = peers.Peer("", lambda: "it is on the moon", peers.PEERS["docxtpl"].prepare)
    monkeypatch.setitem(peers.PEERS, "gone", gone)
    ours, other = compare([("ours", "docgen Word", 1), ("gone", "gone", 1)], forms(1, tmp_path), 1, 1).figures
    assert ours.seconds
    assert other.lacks == "it is on the moon"
    assert not other.seconds


def test_a_maker_that_breaks_down_is_told_with_its_reason(tmp_path: Path) -> None:
    job = forms(1, tmp_path)
    broken = type(job)(tmp_path / "nothing.docx", job.values, job.properties, tmp_path)
    with pytest.raises(MeasureFailed, match=r"nothing\.docx"):
        compare([("ours", "docgen Word", 1)], broken, 1, 1)


def test_the_forms_for_pdf_have_risks_for_two_pages_and_each_form_its_own_number(tmp_path: Path) -> None:
    job = forms(60, tmp_path, TWO_PAGES)
    assert {len(values["risks"]) for values in job.values} == {TWO_PAGES}
    assert len({values["document"].number for values in job.values}) == 60
    assert len({values["risks"][0].measure for values in job.values}) == 60


def _word_files(folder: Path, job_numbers: range, tmp_path: Path) -> Path:
    folder.mkdir()
    peers.PEERS["docgen Word"].prepare(forms(len(job_numbers), tmp_path))(folder, job_numbers)
    return folder


def test_texts_that_differ_and_files_that_lack_are_told(tmp_path: Path) -> None:
    first = _word_files(tmp_path / "first", range(3), tmp_path)
    second = _word_files(tmp_path / "second", range(2), tmp_path)
    file = second / "00001.docx"
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace("风险".encode(), "风检".encode()))
    told = list(texts.differences(first, second))
    assert len(told) == 2
    assert told[0].startswith("00001.docx: first and second differ")
    assert told[1] == "second lacks 00002.docx"


def test_letters_of_a_pdf_are_compared_whatever_their_order(tmp_path: Path) -> None:
    maker = engine()
    for name, lines in (("a", ("廉政", "风险")), ("b", ("风险", "廉 政")), ("c", ("风险", "廉"))):
        (tmp_path / name).mkdir()
        blocks = tuple(Paragraph(ParagraphStyle(), RunStyle(), (Run(RunStyle(), (Text(line),)),)) for line in lines)
        made = maker.prepare(Form((Section(PageSetup(), blocks),))).render({}, Properties(title="题名"))
        (tmp_path / name / "1.pdf").write_bytes(made.data)
    assert list(texts.differences(tmp_path / "a", tmp_path / "b")) == []
    assert list(texts.differences(tmp_path / "a", tmp_path / "c")) == ["1.pdf: c lacks 政, a lacks nothing"]


def test_docxtemplaters_template_says_all_that_ours_says_and_opens_and_closes_in_pairs(tmp_path: Path) -> None:
    job = forms(1, tmp_path)
    made = tmp_path / "converted.docx"
    made.write_bytes(docxtemplater.converted(job.template.read_bytes()))
    text = "".join(texts.word_texts(made))
    assert "{%" not in text
    assert "{{" not in text
    for name in ("risks", "blank_rows", "opinions", "bureau.单位名称?", "opinion.given?", "blank?"):
        assert text.count(f"{{#{name}}}") == 1
        assert text.count(f"{{/{name}}}") == 1 + text.count(f"{{^{name}}}")
    values = docxtemplater.flat(job.values[0])
    assert values["person.name"] == job.values[0]["person"].name
    assert [item["loop.index"] for item in values["risks"]] == [*range(1, len(job.values[0]["risks"]) + 1)]


def test_a_tag_that_docxtemplater_cannot_say_is_not_left_out_in_silence() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = f'<w:document xmlns:w="{word}"><w:t>{{% if a and b %}}</w:t></w:document>'
    with pytest.raises(docxtemplater.NotSaid, match="a and b"):
        docxtemplater._converted_part(part.encode())


@pytest.mark.parametrize(("measured", "word"), [(39.9, "not reached"), (40.0, "reached"), (None, "not measured")])
def test_a_verdict_follows_from_target_and_measurement(measured: float | None, word: str) -> None:
    assert targets.Verdict(targets.TARGETS[0], measured).word == word


def test_where_less_is_better_more_is_not_reached() -> None:
    target = next(item for item in targets.TARGETS if item.key == "pdf/form")
    assert target.reached(9.9)
    assert not target.reached(10.1)


def test_the_memory_of_a_command_counts_what_its_children_take() -> None:
    child = "import time; block = bytearray(80 * 2**20); time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    assert run([office.DOCGEN[0], "-c", parent], ROOT).peak > 80


def test_the_work_of_a_command_counts_what_its_children_do() -> None:
    child = "import time\nwhile time.process_time() < 0.5: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    assert run([office.DOCGEN[0], "-c", parent], ROOT).worked > 0.4


@pytest.mark.slow
def test_builds_are_of_the_check_forms_unless_all_kinds_are_asked_for(tmp_path: Path) -> None:
    lines: list[str] = []
    checks, every = (office.growth(tmp_path, (40,), "docx", lines.append, **asked)[0] for asked in ({}, {"kinds": ()}))
    assert checks["documents"] == 40 + 2 + 1
    assert every["documents"] > 3 * checks["documents"]
    assert every["worked"] > 0


@pytest.mark.slow
def test_the_median_of_several_builds_of_all_kinds_counts(tmp_path: Path) -> None:
    results = parts.Results()
    parts.kinds(parts.Sizes(people=20, formats="docx"), results, tmp_path, lambda line: None)
    found = results.figures["kinds"]
    assert len(found) == parts.ALL_KINDS == 3
    each = sorted(1000 * item["seconds"] / item["documents"] for item in found)
    assert results.measured["kinds"] == each[1]


def test_a_command_that_ends_badly_is_told_with_what_it_said() -> None:
    with pytest.raises(CommandFailed, match="so it is"):
        run([office.DOCGEN[0], "-c", "import sys; sys.exit('so it is')"], ROOT)


def test_a_table_stands_in_columns_with_wide_characters_too() -> None:
    assert table(("a", "b"), [("股室", "1"), ("x", "22")]).splitlines() == [
        "| a    |  b |",
        "|------|---:|",
        "| 股室 |  1 |",
        "| x    | 22 |",
    ]


def test_the_picture_shows_what_was_measured_and_is_sound() -> None:
    makers = [
        {"label": "docgen", "seconds": [1], "ms a form": 0.5},
        {"label": "a <peer>", "seconds": [1], "ms a form": 50.0},
        {"label": "absent", "seconds": [], "ms a form": None},
    ]
    rows = [{"people": 10**power, "seconds": 2.0**power, "peak": 40.0 + power} for power in (2, 3, 4)]
    drawn = ElementTree.fromstring(plot({"word": {"makers": makers}, "scaling": rows}))
    shown = [item.text for item in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"docgen", "a <peer>", "10,000"} <= set(shown)
    assert "absent" not in shown


def test_the_page_has_a_place_for_results_which_is_rewritten_whole() -> None:
    page = PAGE.read_text("utf-8")
    once = with_results(page, "one")
    assert with_results(once, "two") == once.replace("\n\none\n\n", "\n\ntwo\n\n")
    assert once.partition(BEGIN)[0] == page.partition(BEGIN)[0]
    assert once.partition(END)[2] == page.partition(END)[2]


def test_a_run_of_one_part_prints_every_target_and_keeps_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "results.json"
    assert main(["--only", "start", "--rounds", "1", "--json", str(kept)]) == 0
    printed = capsys.readouterr().out
    assert all(item.what in printed for item in targets.TARGETS)
    assert "NOT the sizes that the targets are for: rounds 1." in printed
    results = json.loads(kept.read_text("utf-8"))
    assert len(results["targets"]) == len(targets.TARGETS)
    assert results["figures"]["start"]["--version"] > 0
    assert results["machine"]["cores"]


def test_a_run_whose_texts_differ_ends_badly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from benchmarks import parts

    monkeypatch.setattr(parts, "compare", lambda *_: Comparison([_one_figure()], ["1.docx: a and b differ"]))
    assert main(["--only", "word", "--rounds", "1", "--word-forms", "1", "--json", str(tmp_path / "r.json")]) == 1
    assert "FAILED: 1.docx: a and b differ" in capsys.readouterr().err


def _one_figure() -> Figures:
    return Figures("docgen", "docgen Word", 1, documents=1, seconds=[1.0])

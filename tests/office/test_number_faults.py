"""Numbers are given once however many runs begin at the same time, and none is lost or doubled by a run that is killed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from offices import Office

from docgen.errors import ExitCode
from docgen.ledger.ledger import FILE_NAME, open_ledger
from docgen.ledger.numbers import GivenNumber

SEED = 20261126
AT_ONCE = 8
ROUNDS = 2
KILLS = 20
CANCELLED = 6

pytestmark = pytest.mark.slow


class Folder:
    """An office whose staff grows, and what is built for it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out"
        self.joined: list[str] = []

    def join(self) -> str:
        """One more person, whose documents want numbers."""
        self.joined.append(str(100 + len(self.joined)))
        return self.joined[-1]

    def start(self, *joined: str) -> subprocess.Popen[bytes]:
        """A run with those who joined, with all where none are named."""
        office = Office()
        person, risk = office.sheets["人员"][4], office.sheets["个人风险点"][4]
        for key in joined or self.joined:
            office.add("人员", key, f"张{key}", *person[2:])
            office.add("个人风险点", key, f"张{key}", *risk[2:9], f"双人核对原件({key})")
        book = office.save(self.folder, f"{'、'.join(joined) or '全部'}.xlsx")
        words = ["build", str(book), "-o", str(self.out), "--on", "2026-12-20", "--format", "docx", "--jobs", "1"]
        return self.program(*words, "--kind", "personal_check")

    def program(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "docgen", *words], stderr=subprocess.PIPE)

    def given(self) -> list[GivenNumber]:
        """All numbers of a sound record."""
        with open_ledger(self.out / FILE_NAME) as ledger:
            assert ledger.changed_by_hand() == []
            assert not [gap for item in ledger.series() for gap in item.gaps if gap.why not in ("cancelled", "taken")]
            return ledger.given()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def finished(process: subprocess.Popen[bytes]) -> int:
    _, told = process.communicate(timeout=120)
    assert b"Traceback" not in told, told.decode()
    return process.returncode


def moments(seconds: float, count: int) -> Iterator[float]:
    """Points of time in a run that takes so long."""
    chance = random.Random(SEED)
    return (chance.uniform(0.1, 1.0) * seconds for _ in range(count))


def killed(process: subprocess.Popen[bytes], moment: float) -> None:
    time.sleep(moment)
    process.kill()
    process.communicate(timeout=60)


def test_of_runs_at_the_same_time_each_gives_its_numbers_once(folder: Folder) -> None:
    turned_away = 0
    for _ in range(ROUNDS):
        running = {key: folder.start(key) for key in [folder.join() for _ in range(AT_ONCE)]}
        codes = {key: finished(process) for key, process in running.items()}
        assert set(codes.values()) <= {ExitCode.DONE, ExitCode.FOLDER_HELD}
        held = [key for key, code in codes.items() if code == ExitCode.FOLDER_HELD]
        turned_away += len(held)
        assert [finished(folder.start(key)) for key in held] == [ExitCode.DONE] * len(held)
    before = folder.given()
    numbers = [item.number for item in before]
    assert len(numbers) == len(set(numbers))
    people = sorted(item.number for item in before if item.series == "personal_check")
    assert people == [f"GR-2026-{serial:03d}" for serial in range(1, 7 + AT_ONCE * ROUNDS + 1)]
    assert turned_away > 0, "no two of them met"
    assert finished(folder.start()) == ExitCode.DONE
    assert folder.given() == before


def test_killed_at_any_moment_no_number_is_lost_or_doubled(folder: Folder) -> None:
    folder.join()
    began = time.monotonic()
    assert finished(folder.start()) == ExitCode.DONE
    seconds = time.monotonic() - began
    known = {item.document: item.number for item in folder.given()}
    grown = 0
    for moment in moments(1.3 * seconds, KILLS):  # a machine may be slower than it just was
        folder.join()
        killed(folder.start(), moment)
        given = folder.given()
        now = {item.document: item.number for item in given}
        assert known.items() <= now.items(), "lost or changed"
        assert len(given) == len(now) == len(set(now.values())), "given twice"
        grown += len(now) > len(known)
        known = now
    assert grown, "killed always before any number was given"
    assert finished(folder.start()) == ExitCode.DONE
    given = folder.given()
    assert known.items() <= {item.document: item.number for item in given}.items()
    people = sorted(item.number for item in given if item.series == "personal_check")
    assert people == [f"GR-2026-{serial:03d}" for serial in range(1, 7 + KILLS + 2)]


GIVING = """
import sys
from pathlib import Path
from docgen.ledger.ledger import open_ledger
from docgen.ledger.numbers import NumberRequest
with open_ledger(Path(sys.argv[1])) as ledger:
    place = len(ledger.given())
    while True:
        place += 1
        wanted = [NumberRequest(f"k/{place}", "k", "N-{}".format)]
        print(ledger.numbers("甲局", 2026, wanted)[f"k/{place}"], flush=True)
"""


def test_killed_while_it_does_nothing_but_give_numbers_each_that_was_told_is_there(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    told: list[str] = []
    for moment in moments(0.2, KILLS):
        process = subprocess.Popen([sys.executable, "-c", GIVING, str(file)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        told.append(process.stdout.readline().strip())
        time.sleep(moment)
        process.kill()
        told += process.communicate(timeout=60)[0].split("\n")[:-1]
        with open_ledger(file) as ledger:
            given = [item.number for item in ledger.given()]
            assert ledger.changed_by_hand() == []
        assert given == [f"N-{serial}" for serial in range(1, len(given) + 1)]
        assert len(told) == len(set(told))
        assert set(told) <= set(given)


def test_a_cancelling_that_is_killed_is_whole_or_has_not_been(folder: Folder) -> None:
    for _ in range(CANCELLED):
        folder.join()
    assert finished(folder.start()) == ExitCode.DONE
    for place, moment in enumerate(moments(0.7, CANCELLED), start=1):
        words = ("cancel", f"personal_check/{folder.joined[place - 1]}", "--reason", "印废了", "-o", str(folder.out))
        killed(folder.program(*words), moment)
        with open_ledger(folder.out / FILE_NAME) as ledger:
            assert ledger.changed_by_hand() == []
        assert finished(folder.program(*words)) in (ExitCode.DONE, ExitCode.WRONG_USAGE)  # it was done already
        assert len([item for item in folder.given() if item.cancelled]) == place
    assert finished(folder.start()) == ExitCode.DONE
    given = folder.given()
    standing = [item for item in given if item.series == "personal_check" and not item.cancelled]
    assert len(standing) == 7 + CANCELLED
    assert len({item.number for item in given}) == len(given)

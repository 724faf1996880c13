"""Many workers give what one gives; a worker that dies loses nothing; memory does not grow with the run."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from bureaus import bureau, few_kinds, person
from offices_on_disk import Folder

from docgen.documents.plan import plan
from docgen.documents.render import Content, Rendered, content_of, template_bytes
from docgen.errors import CannotUse
from docgen.messages import message
from docgen.outputs.store import Local
from docgen.programme.model import Bureau
from docgen.workers.dispatch import Dispatcher
from docgen.workers.executors import AHEAD, Processes
from docgen.workers.work import Batch, Outcome, OutputFile, Task, work

KINDS = few_kinds()
KIND = KINDS["personal_check"]


def big(people: int) -> Bureau:
    """A bureau with so many people."""
    whole = bureau()
    more = {f"1{number:04d}": person(f"1{number:04d}", f"张{number}", "综合股") for number in range(people)}
    return replace(whole, people={**whole.people, **more})


def batches(outputs: Path, spoilt: dict[int, Any], count: int = 8, size: int = 2) -> Iterator[Batch]:
    """So many batches of personal forms; `spoilt` puts a value into the document of that number."""
    documents = plan({"personal_check": KIND}, big(count * size))[: count * size]
    template = template_bytes(KIND)
    for start in range(0, len(documents), size):
        tasks = []
        for number, document in enumerate(documents[start : start + size], start=start):
            wanted = content_of(document, big(count * size), "GR-1")
            if number in spoilt:
                values = {**wanted.values, "year": spoilt[number]}
                wanted = Content(values, wanted.properties)
            tasks.append(Task(document.id, wanted, {"docx": OutputFile(f"{number}.docx", None, "f")}))
        yield Batch(KIND, template, Local(outputs), None, tuple(tasks))


class Mine:
    """A value that kills the process which it arrives in, `deaths` times in all."""

    def __init__(self, folder: Path, deaths: int) -> None:
        self._folder = folder
        self._deaths = deaths

    def __reduce__(self) -> tuple[Any, ...]:
        return _step_on, (str(self._folder), self._deaths)


def _step_on(folder: str, deaths: int) -> str:
    marks = len(list(Path(folder).glob("mark*")))
    if marks < deaths:
        Path(folder, f"mark{marks}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "2026"


def carried_out(outputs: Path, spoilt: dict[int, Any]) -> dict[str, Outcome]:
    """The outcomes of all documents, worked by two processes."""
    found: dict[str, Outcome] = {}

    def take(outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            assert outcome.id not in found
            found[outcome.id] = outcome

    with Dispatcher(2) as dispatcher:
        dispatcher.carry_out(batches(outputs, spoilt), {"docx": 16}, take)
    assert len(found) == 16
    return found


def test_two_processes_make_the_same_files_and_record_as_one(tmp_path: Path) -> None:
    one, two = Folder(tmp_path / "one"), Folder(tmp_path / "two")
    assert one.build(big(60)).written == 68
    assert two.build(big(60), jobs=2).written == 68
    assert one.files() == two.files()
    assert one.record() == two.record()


@pytest.mark.parametrize("name", ["t", "temporary" * 12])
def test_workers_leave_nothing_in_the_temporary_folder_however_long_its_path(tmp_path: Path, name: str) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom bureaus import bureau\nfrom offices_on_disk import Folder\n"
        "from docgen.workers.dispatch import Dispatcher\n"
        "if __name__ == '__main__':\n"
        "    facts = Folder(Path(sys.argv[1])).build(bureau(), ('pdf',), engine='typst', jobs=2)\n"
        "    assert facts.written == 8, facts\n"
    )
    (tmp_path / "script.py").write_text(script)
    (tmp_path / name).mkdir()
    here = Path(__file__).resolve().parent
    paths = [here.parent / "office", here.parent / "kinds", here.parents[1]]
    ran = subprocess.run(
        [sys.executable, str(tmp_path / "script.py"), str(tmp_path / "out")],
        env={**os.environ, "TMPDIR": str(tmp_path / name), "PYTHONPATH": os.pathsep.join(map(str, paths))},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list((tmp_path / name).iterdir()) == []


def test_a_worker_that_dies_loses_nothing(tmp_path: Path) -> None:
    found = carried_out(tmp_path / "out", {5: Mine(tmp_path, deaths=1)})
    assert (tmp_path / "mark0").exists()
    assert not [item for item in found.values() if item.reason]
    assert len(list((tmp_path / "out").glob("*.docx"))) == 16


def test_a_document_that_kills_every_worker_fails_alone(tmp_path: Path) -> None:
    found = carried_out(tmp_path / "out", {5: Mine(tmp_path, deaths=99)})
    [failed] = [item for item in found.values() if item.reason]
    assert failed.reason == message("build.worker-died")
    assert len(list((tmp_path / "out").glob("*.docx"))) == 15


def test_a_template_that_cannot_be_used_is_the_reason_of_all_its_documents(tmp_path: Path) -> None:
    broken = replace(next(batches(tmp_path, {})), template=b"no template")
    found: list[Outcome] = []
    for jobs in (1, 2):
        with Dispatcher(jobs) as dispatcher:
            dispatcher.carry_out([broken], {"docx": 2}, found.extend)
    assert [item.id for item in found] == 2 * [task.id for task in broken.tasks]
    assert all(item.of_template and item.reason and ".docx" in str(item.reason) for item in found)


def test_what_ails_a_worker_is_told_as_in_this_process(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nowhere = next(batches(tmp_path / "file", {}))
    for jobs in (1, 2):
        with Dispatcher(jobs) as dispatcher, pytest.raises(CannotUse) as caught:
            dispatcher.carry_out([nowhere], {"docx": 2}, lambda outcomes: None)
        assert str(tmp_path / "file") in str(caught.value.place)
        assert caught.value.hint


def test_no_more_is_made_ready_than_the_workers_can_soon_take(tmp_path: Path) -> None:
    asked = taken = 0
    ahead: list[int] = []

    def counted() -> Iterator[Batch]:
        nonlocal asked
        for batch in batches(tmp_path, {}, count=20, size=1):
            asked += 1
            ahead.append(asked - taken)
            yield batch

    def take(outcomes: Sequence[Outcome]) -> None:
        nonlocal taken
        taken += 1

    with Dispatcher(2) as dispatcher:
        dispatcher.carry_out(counted(), {"docx": 20}, take)
    assert taken == 20
    assert max(ahead) <= 2 * AHEAD


def test_a_document_is_written_while_the_next_is_rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [batch] = batches(tmp_path, {}, count=1)
    second_begun = Event()
    rendered: list[str] = []

    def render_content(compiled: Any, wanted: Content, name: str, formats: Sequence[str]) -> Rendered:
        rendered.append(name)
        if len(rendered) == 2:
            second_begun.set()
        return Rendered({"docx": name.encode()})

    def write(self: Local, path: str, data: bytes) -> None:
        assert second_begun.wait(10), "the disk was waited for"

    monkeypatch.setattr("docgen.workers.work.render_content", render_content)
    monkeypatch.setattr(Local, "write", write)
    assert [outcome.id for outcome in work(batch)] == rendered == [task.id for task in batch.tasks]


def test_workers_do_not_look_through_what_stays() -> None:
    pool = Processes(1)
    try:
        assert pool._pool.submit(gc.get_freeze_count).result() > 10_000
    finally:
        pool.close()


def test_workers_that_rested_are_there_again_for_what_comes_later(tmp_path: Path) -> None:
    made: list[Outcome] = []
    with Dispatcher(2) as workers:
        workers.carry_out(batches(tmp_path / "first", {}), {"docx": 16}, made.extend)
        workers.rest()
        assert workers._pool is None
        workers.carry_out_here(batches(tmp_path / "here", {}, count=1), made.extend)
        assert workers._pool is None
        workers.carry_out(batches(tmp_path / "last", {}, count=2), {"docx": 4}, made.extend)
    assert len(made) == 16 + 2 + 4
    assert not [outcome.reason for outcome in made if outcome.reason]


def test_a_small_run_starts_no_process_and_a_big_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(Processes, "_start", lambda self: started.append(1))
    for files in ({"docx": 10}, {"pdf": 2}, {"docx": 50_000}, {"pdf": 500}):
        dispatcher = Dispatcher(None, None, "weasyprint")
        dispatcher._pool_for(files)
        started.append(0)
    assert started == [0, 0, 1, 0, 1, 0]


def test_an_interruption_takes_what_is_at_work_and_drops_the_rest(tmp_path: Path) -> None:
    found: list[str] = []

    def take(outcomes: Sequence[Outcome]) -> None:
        found.extend(item.id for item in outcomes)

    def interrupted() -> Iterator[Batch]:
        for number, batch in enumerate(batches(tmp_path / "out", {}, count=8)):
            if number == 5:
                raise KeyboardInterrupt
            yield batch

    with Dispatcher(2) as dispatcher, pytest.raises(KeyboardInterrupt):
        dispatcher.carry_out(interrupted(), {"docx": 16}, take)
    assert 0 < len(found) <= 10
    made = [path for path in (tmp_path / "out").iterdir() if path.is_file()]
    assert len(made) == len(found), "every file that was written has been told, and no temporary file is left"


class Interrupted(Processes):
    """Processes that Ctrl-C hits while a batch is handed over, behind the moment when a worker may have it."""

    def submit(self, batch: Any) -> Any:
        future = super().submit(batch)
        os.kill(os.getpid(), signal.SIGINT)
        return future


def test_ctrl_c_while_a_batch_is_handed_over_forgets_none_of_its_documents(tmp_path: Path) -> None:
    taken: list[Outcome] = []
    with Dispatcher(2) as dispatcher, pytest.raises(KeyboardInterrupt):
        dispatcher._pool = Interrupted(2)
        dispatcher.carry_out(batches(tmp_path, {}), {"docx": 16}, taken.extend)
    assert len(taken) == len(list(tmp_path.glob("*.docx"))) > 0


def test_ctrl_c_while_documents_are_taken_forgets_none_of_them(tmp_path: Path) -> None:
    taken: list[Outcome] = []

    def take(outcomes: Sequence[Outcome]) -> None:
        if not taken:
            os.kill(os.getpid(), signal.SIGINT)
        taken.extend(outcomes)

    with Dispatcher(2) as dispatcher, pytest.raises(KeyboardInterrupt):
        dispatcher._pool = Processes(2)
        dispatcher.carry_out(batches(tmp_path, {}), {"docx": 16}, take)
    assert len(taken) == len(list(tmp_path.glob("*.docx"))) > 0

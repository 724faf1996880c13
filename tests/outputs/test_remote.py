"""Outputs behind a URL are what a folder's are, and a file there is whole or not there, whatever breaks."""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from bureaus import bureau, person, with_fields
from offices_on_disk import Folder

from docgen.errors import CannotUse, WrongUsage
from docgen.files import PREFIX
from docgen.office.selection import Asked
from docgen.outputs import remote
from docgen.outputs.remote import OWNER, Remote, home_of
from docgen.outputs.store import Local, store_at
from docgen.programme.model import Bureau

fsspec = pytest.importorskip("fsspec")
LocalFileSystem = fsspec.get_filesystem_class("file")


def with_person(key: str, **changes: Any) -> Bureau:
    whole = bureau()
    return replace(whole, people={**whole.people, key: with_fields(whole.people[key], **changes)})


def paper(folder: Folder) -> str:
    """The path of 李明's personal form."""
    return next(path for path in folder.files() if "004 李明" in path)


@pytest.fixture(params=["file", "memory", "sftp"])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Remote]:
    """An output folder behind a URL, not there yet, with letters in its name that URLs and patterns are made of."""
    name = "结果 2026 [a]#1"
    if request.param == "file":
        yield Remote(f"file://{tmp_path}/{name}")
    elif request.param == "memory":
        yield Remote(f"memory://{tmp_path.name}/{name}")
        fsspec.filesystem("memory").store.clear()
    else:
        pytest.importorskip("paramiko")
        from sftp_server import sftp_server

        (tmp_path / "served").mkdir()
        with sftp_server(tmp_path / "served") as server:
            yield Remote(f"{server.url}/{name.rstrip('#1')}")


def contents(store: Remote) -> dict[str, bytes]:
    """Every file behind the URL, by its path."""
    system, root = remote._opened(store.url)
    found = {}
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        for item in system.ls(f"{root}{folder}", detail=True):
            path = item["name"].removeprefix(root)
            if item["type"] == "directory":
                waiting.append(path)
            else:
                found[path.lstrip("/")] = system.cat_file(item["name"])
    return found


def documents(store: Remote) -> dict[str, str]:
    """The documents behind the URL, each with its digest; not the mark that names their record, nor their list."""
    return {
        path: hashlib.sha256(data).hexdigest()
        for path, data in sorted(contents(store).items())
        if path != OWNER and not path.startswith("目录")
    }


def test_outputs_behind_a_url_have_the_bytes_and_the_record_of_a_folders(there: Remote, tmp_path: Path) -> None:
    one, far = Folder(tmp_path / "one"), Folder(tmp_path / "far", elsewhere=there)
    one.build(bureau())
    facts = far.build(bureau())
    assert (facts.written, facts.failures, facts.kept) == (facts.planned, [], [])
    assert documents(there) == one.files()
    assert far.record() == one.record()
    again = far.build(bureau())
    assert (again.written, again.unchanged) == (0, again.planned)


def test_a_changed_cell_changes_only_its_documents_and_overwrites_them(there: Remote, tmp_path: Path) -> None:
    one, far = Folder(tmp_path / "one"), Folder(tmp_path / "far", elsewhere=there)
    for folder in (one, far):
        folder.build(bureau())
    changed = with_person("004", duties="改了一次")
    assert far.build(changed).written == one.build(changed).written >= 1
    assert documents(there) == one.files()


def test_a_file_changed_by_hand_is_put_aside_and_kept(there: Remote, tmp_path: Path) -> None:
    one, far = Folder(tmp_path / "one"), Folder(tmp_path / "far", elsewhere=there)
    one.build(bureau())
    far.build(bureau())
    path = paper(one)
    there.write(path, b"changed by hand")
    facts = far.build(bureau())
    aside = path.replace(".docx", ".手改.docx")
    assert facts.kept == [f"{there}/{aside}"]
    assert contents(there)[aside] == b"changed by hand"
    found = documents(there)
    del found[aside]
    assert found == one.files()


def test_what_a_killed_run_wrote_is_not_taken_for_somebodys_work(
    there: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = Folder(tmp_path / "far", elsewhere=there)
    far.build(bureau())
    with monkeypatch.context() as patched:
        patched.setattr("docgen.office.intake.Intake.record", lambda self: None)  # as if killed before it was recorded
        far.build(with_person("004", duties="改了一次"), asked=Asked(people=("004",)))
    assert there.noted()
    facts = far.build(with_person("004", duties="改了两次"))
    assert (facts.written, facts.kept) == (1, [])
    assert there.noted() == frozenset()


def test_who_left_is_moved_aside_and_a_second_time_under_another_name(there: Remote, tmp_path: Path) -> None:
    far = Folder(tmp_path / "far", elsewhere=there)
    whole = bureau()
    more = replace(whole, people={**whole.people, "900": person("900", "周新", "综合股")})
    for _ in range(2):
        far.build(more)
        assert any("周新" in path and not path.startswith("已撤下") for path in documents(there))
        assert far.build(whole).withdrawn != []
    gone = [path for path in documents(there) if "周新" in path]
    assert len(gone) == 2
    assert all(path.startswith("已撤下/") for path in gone)


def test_what_a_killed_run_was_writing_is_removed(there: Remote, tmp_path: Path) -> None:
    if there.protocol in remote.PUTS:
        pytest.skip("one put, nothing temporary")
    one, far = Folder(tmp_path / "one"), Folder(tmp_path / "far", elsewhere=there)
    one.build(bureau())
    far.build(bureau())
    path = paper(one)
    left = f"{path.rpartition('/')[0]}/{PREFIX}0123456789ab"
    system, root = remote._opened(there.url)
    system.pipe_file(f"{root}/{left}", b"half")
    far.build(with_person("004", duties="改了一次"))
    assert left not in contents(there)


def test_a_broken_connection_is_made_anew(tmp_path: Path) -> None:
    pytest.importorskip("paramiko")
    from sftp_server import sftp_server

    one = Folder(tmp_path / "one")
    one.build(bureau())
    (tmp_path / "served").mkdir()
    with sftp_server(tmp_path / "served") as server:
        far = Folder(tmp_path / "far", elsewhere=Remote(f"{server.url}/out"))
        far.build(bureau(), asked=Asked(people=("004",)))
        server.hang_up()
        assert far.build(bureau()).failures == []
        assert server.connections == 2
        assert documents(Remote(f"{server.url}/out")) == one.files()


def test_a_server_that_is_gone_is_told_without_the_password(tmp_path: Path) -> None:
    pytest.importorskip("paramiko")
    from sftp_server import PASSWORD, sftp_server

    with sftp_server(tmp_path) as server:
        store = Remote(f"{server.url}/out")
        store.must_be_writable()
        assert list((tmp_path / "out").iterdir()) == []
    for operation in (store.must_be_writable, lambda: store.digest("a"), lambda: store.exists("a")):
        with pytest.raises(CannotUse) as caught:
            operation()
        told = f"{caught.value.message} {caught.value.hint} {caught.value.place} {store!r} {store}"
        assert "127.0.0.1" in told
        assert PASSWORD not in told
        assert "geheim" not in told


def test_a_wrong_password_is_told(tmp_path: Path) -> None:
    pytest.importorskip("paramiko")
    from sftp_server import sftp_server

    with sftp_server(tmp_path) as server, pytest.raises(CannotUse) as caught:
        Remote(f"{server.url.replace('geheim', 'falsch')}/out").must_be_writable()
    assert "用户名和密码" in caught.value.hint


class Half(LocalFileSystem):
    """Breaks off after half a file."""

    def pipe_file(self, path: str, value: bytes, **options: Any) -> None:
        """Write the first half."""
        super().pipe_file(path, value[: len(value) // 2], **options)
        raise OSError("the line went dead")


class Strict(LocalFileSystem):
    """Does not rename over a file, as SMB does not."""

    refused: Callable[[str, str], bool] = staticmethod(lambda old, new: False)

    def mv(self, path1: str, path2: str, **options: Any) -> None:
        """Rename to a new name only."""
        if Path(path2).exists() or self.refused(path1, path2):
            raise FileExistsError(path2)
        super().mv(path1, path2, **options)


def served_by(kind: type, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Remote:
    monkeypatch.setattr(remote, "_opened", lambda url: (kind(), str(folder)))
    return Remote(f"file://{folder}")


def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = served_by(Half, tmp_path, monkeypatch)
    (tmp_path / "a.docx").write_bytes(b"old")
    for name in ("a.docx", "b.docx"):
        with pytest.raises(CannotUse) as caught:
            store.write(name, b"new and long")
        assert "the line went dead" in caught.value.message
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.docx": b"old"}


def test_where_a_rename_does_not_replace_the_old_file_steps_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = served_by(Strict, tmp_path, monkeypatch)
    for data in (b"old", b"new"):
        store.write("下/a.docx", data)
    assert {path.name: path.read_bytes() for path in (tmp_path / "下").iterdir()} == {"a.docx": b"new"}


def test_where_the_new_file_cannot_take_its_name_the_old_one_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = served_by(Strict, tmp_path, monkeypatch)
    store.write("a.docx", b"old")
    monkeypatch.setattr(Strict, "refused", staticmethod(lambda old, new: "a.docx" in new and "-old" not in old))
    with pytest.raises(CannotUse):
        store.write("a.docx", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.docx": b"old"}


def test_a_missing_file_is_told_from_one_that_cannot_be_read(there: Remote) -> None:
    there.write("a.docx", b"a")
    assert there.digest("a.docx") == hashlib.sha256(b"a").hexdigest()
    assert there.digest("下/b.docx") is None
    assert (there.exists("a.docx"), there.exists("下/b.docx")) == (True, False)


def test_a_file_that_cannot_be_read_is_not_taken_for_a_missing_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dead(LocalFileSystem):
        def cat_file(self, path: str, **options: Any) -> bytes:
            raise ConnectionResetError("reset")

        def info(self, path: str, **options: Any) -> dict[str, Any]:
            raise ConnectionResetError("reset")

    store = served_by(Dead, tmp_path, monkeypatch)
    with pytest.raises(CannotUse):
        store.digest("a.docx")
    with pytest.raises(CannotUse):
        store.exists("a.docx")


def test_an_output_folder_has_one_record(there: Remote, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    there.must_be_of(first)
    for _ in range(2):
        there.claim(first)
    for look in (there.claim, there.must_be_of):
        with pytest.raises(CannotUse) as caught:
            look(second)
        assert str(first) in caught.value.message
        assert OWNER in caught.value.hint
    first.rename(second)
    there.claim(second)


def test_another_programs_mark_is_no_traceback(there: Remote, tmp_path: Path) -> None:
    there.write(OWNER, b"\xff[]")
    with pytest.raises(CannotUse):
        there.claim(tmp_path)


def test_a_record_has_a_folder_of_its_own_whoever_logs_in(tmp_path: Path) -> None:
    plain, other = Remote("sftp://host/srv/out"), Remote("sftp://host:23/srv/out")
    homes = {home_of(store, tmp_path) for store in (plain, Remote("sftp://me:pass@host/srv/out/"))}
    assert homes == {home_of(plain, tmp_path)}
    assert home_of(other, tmp_path) not in homes
    assert all(home.parent == tmp_path for home in homes)


def test_a_url_is_told_from_a_path() -> None:
    for place in ("s3://bucket/x", "file:///x", "memory://x", "sftp://a@b/c", "simplecache::s3://b"):
        assert store_at(place) == Remote(place)
        assert pickle.loads(pickle.dumps(store_at(place))) == Remote(place)
    for place in ("out", "/srv/out", "C:/out", "a:b", "结果"):
        assert store_at(place) == Local(Path(place))


@pytest.mark.parametrize(
    ("url", "module", "package"),
    [("sftp://h/x", "paramiko", "paramiko"), ("s3://b/x", "s3fs", "s3fs"), ("smb://h/s/x", "smbclient", "smbprotocol")],
)
def test_a_missing_driver_is_named_with_the_command_that_brings_it(
    url: str, module: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    for name in [name for name in sys.modules if name.startswith("fsspec.implementations.s")]:
        monkeypatch.delitem(sys.modules, name)
    for protocol in ("sftp", "ssh", "s3", "smb"):
        monkeypatch.delitem(import_module("fsspec.registry")._registry, protocol, raising=False)
    with pytest.raises(CannotUse) as caught:
        Remote(url).must_be_writable()
    assert f"pip install {package}（" in caught.value.hint


def test_without_its_library_a_url_is_refused_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(CannotUse) as caught:
        Remote("file:///nowhere").must_be_writable()
    assert "docgen[cluster]" in caught.value.hint


@pytest.mark.parametrize("url", ["zork://x", "file://x", "simplecache::s3://b", "https://host/x"])
def test_a_url_that_cannot_be_meant_is_refused(url: str) -> None:
    with pytest.raises(WrongUsage):
        Remote(url).must_be_writable()

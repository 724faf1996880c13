"""Set-up: what is locked, what is taken from packages, and what is said when something cannot be had."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from docgen.errors import CannotUse, ExitCode
from docgen.pdf.weasyprint import libraries
from provision import steps
from provision.apt import Apt, unpack
from provision.environment import Environment
from provision.packages import FONTS, FontSource, unpack_fonts, unpack_libraries

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def pins(name: str) -> dict[str, tuple[int, ...]]:
    lines = re.findall(r"^([A-Za-z0-9._-]+)==([0-9.]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    return {package.lower(): numbers(version) for package, version in lines}


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.lock", ["pdf"]), ("requirements-dev.lock", ["pdf", "dev"])]
)
def test_what_the_project_needs_is_locked_at_its_least_version_or_later(lock: str, groups: list[str]) -> None:
    extras = PROJECT["optional-dependencies"]
    locked = pins(lock)
    for requirement in [*PROJECT["dependencies"], *(item for group in groups for item in extras[group])]:
        name, least = requirement.lower().split(">=")
        assert locked[name] >= numbers(least), requirement


def test_tests_run_with_the_very_versions_that_the_program_runs_with() -> None:
    program, developer = pins("requirements.lock"), pins("requirements-dev.lock")
    assert program
    assert {name: developer.get(name) for name in program} == program


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_a_hash_for_everything_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(lock))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|index-url|find-links|trusted-host", text)


def test_set_up_needs_no_library() -> None:
    # -S: without site-packages, as on a machine where nothing is installed.
    script = f"import sys; sys.path[:0] = [{str(ROOT)!r}]; import provision.steps"
    answer = subprocess.run([sys.executable, "-S", "-E", "-c", script], capture_output=True, text=True, check=False)
    assert answer.stderr == ""


@pytest.fixture
def no_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without apt, dpkg and all else that is looked for by name."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("no_tools")
def test_where_there_is_no_apt_the_packages_are_named(tmp_path: Path) -> None:
    with pytest.raises(CannotUse, match="texlive-lang-chinese") as caught:
        unpack_fonts(Apt(tmp_path / "workshop"), FONTS, tmp_path / "fonts")
    assert "make fonts" in caught.value.hint
    with pytest.raises(CannotUse, match=r"libpango-1\.0-0"):
        unpack_libraries(Apt(tmp_path / "workshop"), tmp_path / "lib")
    assert not (tmp_path / "workshop").exists()


@pytest.mark.usefixtures("no_tools")
def test_a_step_that_can_be_done_without_is_told_and_the_next_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    setup = steps.Setup(tmp_path)
    steps._do(setup, "fonts")
    assert "fonts-babelstone-han" in capsys.readouterr().err


def test_an_unknown_step_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert steps.main(["nonsense"]) == ExitCode.WRONG_USAGE
    assert "make demo" in capsys.readouterr().err


def package(folder: Path, files: dict[str, bytes | Path]) -> Path:
    """A real Debian package."""
    tree = folder / "tree"
    for name, content in {"DEBIAN/control": _CONTROL, **files}.items():
        file = tree / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.symlink_to(content)
    built = folder / "sample.deb"
    try:
        subprocess.run(["dpkg-deb", "--root-owner-group", "--build", tree, built], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("dpkg-deb is not on this machine")
    return built


_CONTROL = b"Package: sample\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@invalid>\nDescription: sample\n"


def test_only_the_wanted_files_of_a_package_are_taken(tmp_path: Path) -> None:
    files = {"usr/share/fonts/a/Wanted.ttf": b"font", "usr/share/doc/Other.ttf": b"other", "usr/bin/x": b"program"}
    source = FontSource("sample", ("Wanted.ttf",))
    target = tmp_path / "司法 fonts"
    assert source.absent(target)
    unpack(package(tmp_path, files), source.holds, target)
    assert {file.name: file.read_bytes() for file in target.iterdir()} == {"Wanted.ttf": b"font"}
    assert not source.absent(target)


def test_a_link_in_a_package_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    files = {"usr/lib/x/libx.so.1.0": b"library", "usr/lib/x/libx.so.1": Path("../../../etc/libx.so.1.0")}
    target = tmp_path / "lib"
    unpack(package(tmp_path, files), lambda path: ".so." in path.name, target)
    assert (target / "libx.so.1").resolve() == (target / "libx.so.1.0").resolve()


@pytest.mark.parametrize("kept", [0, 30, 200])
def test_a_package_cut_off_leaves_nothing_behind(kept: int, tmp_path: Path) -> None:
    damaged = package(tmp_path, {"usr/share/fonts/Wanted.ttf": bytes(100_000)})
    damaged.write_bytes(damaged.read_bytes()[:kept])
    with pytest.raises(CannotUse, match=r"sample\.deb"):
        unpack(damaged, lambda path: path.suffix == ".ttf", tmp_path / "fonts")
    assert not list((tmp_path / "fonts").glob("*.ttf"))


def test_a_missing_library_is_named_and_one_that_does_not_load_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "libgobject-2.0.so.0").write_bytes(b"no library")
    script = (
        "from pathlib import Path\nfrom docgen.pdf.weasyprint import libraries\n"
        "libraries.NEEDED = ('libnone.so.9', 'libc.so.6')\n"
        f"print(libraries.missing(Path({str(tmp_path)!r})))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.strip() == "('libnone.so.9',)"
    assert set(libraries.missing(tmp_path)) <= set(libraries.NEEDED)


@pytest.mark.slow
def test_a_broken_or_moved_environment_is_made_again_and_keeps_its_fonts(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "前 places")
    environment.root.mkdir()
    apt = Apt(tmp_path / "workshop")
    environment._create(apt)
    assert environment._sound()
    font = environment.path / "share" / "docgen" / "fonts" / "a.ttf"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"font")

    moved = Environment(environment.root.rename(tmp_path / "后 places"))
    assert not moved._sound()
    moved._create(apt)
    assert moved._sound()

    (moved.path / "bin" / "python").unlink()  # as an interrupted run may leave it
    assert not moved._sound()
    moved._create(apt)
    assert moved._sound()

    (moved.path / "setup.json").write_text('{"under way": "requirements.lock"}')  # as a killed run leaves it
    assert not moved._sound()
    moved._create(apt)
    assert moved._sound()
    assert (moved.path / "share" / "docgen" / "fonts" / "a.ttf").read_bytes() == b"font"


def test_the_page_on_dependencies_names_the_locked_versions() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    told = {
        name.lower(): numbers(version) for name, version in re.findall(r"^\| (\S+) \| ([0-9.]+) \|", page, re.MULTILINE)
    }
    told |= {name.lower(): numbers(version) for name, version in re.findall(r"([\w-]+) ([0-9.]+) \(", page)}
    asked = [*PROJECT["dependencies"], *(item for items in PROJECT["optional-dependencies"].values() for item in items)]
    names = {requirement.lower().split(">=")[0] for requirement in asked}
    locked = pins("requirements-dev.lock")
    assert {name: told.get(name) for name in names} == {name: locked[name] for name in names}

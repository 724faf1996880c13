"""Changes to a zip package: to a part, to the list of its parts, or to the bytes of the whole file."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from tests.mutate.xml_changes import bytes_changed, xml_changed

Parts = list[tuple[str, bytes]]
"""Name and bytes of each part; a name may stand twice."""


def parts_of(data: bytes) -> Parts:
    """The parts of a package, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]


def packed(parts: Parts) -> bytes:
    """The package of these parts."""
    stream = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive,
    ):
        warnings.simplefilter("ignore")
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def mutated(
    bases: Mapping[str, bytes], seed: int, count: int, often: Sequence[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """`count` files made from the bases in turn by one to three changes each; the name says which.

    Parts whose name begins with one of `often` are changed in three of four cases.
    """
    taken = {name: parts_of(data) for name, data in bases.items()}
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        base = rng.choice(sorted(taken))
        parts = list(taken[base])
        said = []
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            said.append(_change(parts, rng, often))
        data = packed(parts)
        if rng.random() < 0.05:
            data = bytes_changed(data, rng)
            said.append("file")
        yield f"{seed}/{number} {base}: {', '.join(said)}", data


def _change(parts: Parts, rng: random.Random, often: Sequence[str]) -> str:
    if not parts:
        return "nothing left"
    frequent = [place for place, (name, _) in enumerate(parts) if name.startswith(tuple(often))] if often else []
    place = rng.choice(frequent) if frequent and rng.random() < 0.75 else rng.randrange(len(parts))
    name, data = parts[place]
    kind = rng.random()
    if kind < 0.7:
        parts[place] = (name, xml_changed(data, rng))
        return f"xml of {name}"
    if kind < 0.88:
        parts[place] = (name, bytes_changed(data, rng))
        return f"bytes of {name}"
    other = rng.choice(parts)[1]
    changes: dict[str, Parts] = {
        "no": [],
        "empty": [(name, b"")],
        "twice": [(name, data), (name, data)],
        "other": [(name, other)],
        "capitals of": [(name.upper(), data)],
        "odd name of": [(rng.choice(("/", "../", ".", "a\\", "\u202e", "\n", "é")) + name, data)],
        "nameless": [
            (name, data),
            (rng.choice(("", "/", ".", "..", "\\", "xl/", "[trash]/0.dat", "\U0001f600")), b"x"),
        ],
    }
    change = rng.choice(sorted(changes))
    parts[place : place + 1] = changes[change]
    return f"{change} {name}"

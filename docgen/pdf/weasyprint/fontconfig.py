"""A fontconfig file that makes Pango and LibreOffice draw with exactly the fonts that `Fonts` chose.

It stands alone, without the system's own rules, so that a page looks the same wherever the same fonts lie:
the folders of the fonts found, one rule for each font name, and the characters' stand-ins in order.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from docgen.files import write_whole
from docgen.pdf.fonts import Face, Fonts
from docgen.pdf.roles import DEFAULT, LATIN, ROLES

_SALT = "docgen-1"
"""Keeps fontconfig's cache of these folders apart from that of configurations without our corrections."""
_CSS_BOLD = 600
"""From here on a face is bold."""
_HEADER = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'


def fontconfig_file(fonts: Fonts, names: Iterable[str] = ()) -> bytes:
    """The configuration as XML. `names` are further font names that templates use beside those of the roles."""
    root = Element("fontconfig")
    for folder in _folders(fonts.faces):
        SubElement(root, "dir", salt=_SALT).text = str(folder)
    SubElement(root, "cachedir", prefix="xdg").text = "docgen/fontconfig"
    for face in dict.fromkeys(face for face in fonts.faces if _understated(face)):
        _correct_weight(root, face)
    known = [name for role in (*ROLES, *LATIN) for name in (role.name, *role.names)]
    for name in dict.fromkeys((*known, *names)):
        _draw(root, name, fonts.resolve(name))
    _last_resort(root, fonts.resolve(DEFAULT))
    _embolden(root)
    indent(root)
    return _HEADER + tostring(root, encoding="unicode").encode() + b"\n"


def write_fontconfig(fonts: Fonts, path: Path, names: Iterable[str] = ()) -> None:
    """Write `fontconfig_file` to `path`, to be named by FONTCONFIG_FILE; left alone where it says the same already.

    Raises CannotUse when it cannot be written.
    """
    data = fontconfig_file(fonts, names)
    if not (path.is_file() and path.read_bytes() == data):
        write_whole(path, data)


def _folders(faces: Iterable[Face]) -> list[Path]:
    """The folders that hold the faces, without those inside another (fontconfig goes down by itself)."""
    parents = {face.file.parent.absolute() for face in faces}
    return sorted(folder for folder in parents if parents.isdisjoint(folder.parents))


def _understated(face: Face) -> bool:
    return face.weight >= _CSS_BOLD > face.declared_weight


def _correct_weight(root: Element, face: Face) -> None:
    """Fontconfig believes OS/2's weight, by which FandolSong Bold and Regular are the same font."""
    match = SubElement(root, "match", target="scan")
    _test(match, "file", str(face.file.absolute()))
    edit = SubElement(match, "edit", name="weight", mode="assign_replace")
    SubElement(edit, "const").text = "bold"


def _draw(root: Element, name: str, chain: tuple[Face, ...]) -> None:
    families = list(dict.fromkeys(face.family for face in chain))
    if not families or families == [name]:
        return
    match = SubElement(root, "match", target="pattern")
    _test(match, "family", name)
    edit = SubElement(match, "edit", name="family", mode="assign", binding="same")
    for family in families:
        SubElement(edit, "string").text = family
    if chain[0].weight >= _CSS_BOLD:
        # A role that is a bold face by nature (小标宋) is asked for with regular weight.
        edit = SubElement(match, "edit", name="weight", mode="assign", binding="same")
        SubElement(edit, "const").text = "bold"


def _last_resort(root: Element, chain: tuple[Face, ...]) -> None:
    if not chain:
        return
    match = SubElement(root, "match", target="pattern")
    edit = SubElement(match, "edit", name="family", mode="append_last", binding="strong")
    for family in dict.fromkeys(face.family for face in chain):
        SubElement(edit, "string").text = family


def _embolden(root: Element) -> None:
    """Bold asked of a family without a bold face is thickened, as Word does (fontconfig's own 90-synthetic rule)."""
    match = SubElement(root, "match", target="font")
    test = SubElement(match, "test", name="weight", compare="less_eq")
    SubElement(test, "const").text = "medium"
    test = SubElement(match, "test", target="pattern", name="weight", compare="more_eq")
    SubElement(test, "const").text = "bold"
    SubElement(SubElement(match, "edit", name="embolden", mode="assign"), "bool").text = "true"
    edit = SubElement(match, "edit", name="weight", mode="assign")
    SubElement(edit, "const").text = "bold"


def _test(match: Element, name: str, value: str) -> None:
    SubElement(SubElement(match, "test", name=name, compare="eq"), "string").text = value

"""Pictures of a template that a document replaces, found by name: a QR code in the place of its sample."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from docgen.messages import message
from docgen.word.finish import DRAWING_ID
from docgen.word.image import BadPicture, kind_and_sides
from docgen.word.xml import parse

MAX_BYTES = 4 * 2**20
"""Of a picture that is put into every document."""

MAX_SIDE = 4096
"""Pixels of its sides."""

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_ENDINGS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg"}


def places(members: Mapping[str, bytes], parts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Picture's name or alternative text in Word → the media parts that show it, in a template's text parts.

    A media part that pictures of other names show too is left out: replacing it would change them as well.
    """
    shown: dict[str, set[str]] = {}
    users: dict[str, set[tuple[str, ...]]] = {}
    for part in parts:
        if DRAWING_ID.rpartition("}")[2].encode() not in members[part]:
            continue
        targets = _targets(members, part)
        for drawing in parse(members[part]).iter(DRAWING_ID):
            holder = drawing.getparent()
            names = tuple(sorted({drawing.get(key, "") for key in ("name", "descr", "title")} - {""}))
            for blip in () if holder is None else holder.iter(_BLIP):
                media = targets.get(blip.get(_EMBED, ""), "")
                if media in members:
                    users.setdefault(media, set()).add(names)
                    for name in names:
                        shown.setdefault(name, set()).add(media)
    own = {
        name: frozenset(item for item in media if all(name in names for names in users[item]))
        for name, media in shown.items()
    }
    return {name: media for name, media in own.items() if media}


def _targets(members: Mapping[str, bytes], part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    relationships = members.get(f"{folder}/_rels/{name}.rels")
    if relationships is None:
        return {}
    return {
        item.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
        for item in parse(relationships)
        if item.get("TargetMode") != "External"
    }


def replaced(found: Mapping[str, frozenset[str]], pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Media part → its new bytes. Raises BadPicture: unknown name, no PNG or JPEG, not the sample's kind, too big."""
    made: dict[str, bytes] = {}
    for name, data in pictures.items():
        if name not in found:
            raise BadPicture(message("template.picture/unknown", name=name))
        kind, sides = kind_and_sides(data)
        if kind not in ("png", "jpeg") or not all(sides):
            raise BadPicture(message("template.picture/kind", name=name))
        if len(data) > MAX_BYTES or max(sides) > MAX_SIDE:
            raise BadPicture(message("template.picture/too-big", name=name, side=MAX_SIDE, size=MAX_BYTES // 2**20))
        for media in found[name]:
            if _ENDINGS.get(media.rpartition(".")[2].lower()) != kind:
                raise BadPicture(message("template.picture/unlike", name=name, kind=kind.upper()))
            made[media] = data
    return made

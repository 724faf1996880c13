"""Whether anything changed since a run that left nothing to do: a digest of all that such a run reads and is asked.

With the same digest and no document recorded since, only the outputs are left to be looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from docgen.documents.fingerprint import canonical, maker
from docgen.documents.pictures import pictures_beside
from docgen.documents.render import template_bytes
from docgen.documents.workplace import Workplace
from docgen.errors import DocgenError
from docgen.kinds.kind import Kind
from docgen.kinds.mentions import mentions
from docgen.office.folder import Office
from docgen.outputs.digests import digest
from docgen.pdf.engines import Drawing


def state_of(
    office: Office,
    kinds: Mapping[str, Kind],
    workbooks: Sequence[Path],
    formats: Sequence[str],
    drawing: Drawing,
    on: date,
    selection: Sequence[Sequence[str]],
    workplace: Workplace,
) -> str | None:
    """The digest of a run as it would be now, None where something that it reads cannot be read.

    `on` is the day as of which is checked, `selection` what is selected.
    """
    try:
        read = [[str(file), digest(file)] for file in workbooks]
        pictures = pictures_beside(workbooks)
        if pictures is None and any(mentions(template_bytes(item), item.id).pictures for item in kinds.values()):
            return None
        makers = [maker(kind, template_bytes(kind), formats, drawing, workplace) for kind in kinds.values()]
    except (OSError, DocgenError):
        return None
    if any(found is None for _, found in read):
        return None
    left_out = [item.file for item in office.left_out()]
    made = [[form, found.hex()] for item in makers for form, found in item.digests.items()]
    # The fonts count for Word files alone too: the check tells characters that no font draws, and a layout may say on
    # which page a document ends.
    facts = [
        workplace.reader,
        read,
        pictures,
        left_out,
        repr(office.settings),
        [*kinds],
        made,
        drawing,
        on,
        selection,
        workplace.fonts_digest,
    ]
    return hashlib.sha256(canonical(facts)).hexdigest()

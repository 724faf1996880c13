"""Whether anything changed since a run that left nothing to do: a digest of all that such a run reads and is asked.

With the same digest and no document recorded since, only the outputs are left to be looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from docgen.documents.fingerprint import canonical, fonts_digest, maker, reader_digest
from docgen.documents.render import template_bytes
from docgen.errors import DocgenError
from docgen.kinds.kind import Kind
from docgen.office.folder import Office
from docgen.outputs.digests import digest
from docgen.pdf.engines import Drawing


def state(
    office: Office,
    kinds: Mapping[str, Kind],
    workbooks: Sequence[Path],
    formats: Sequence[str],
    drawing: Drawing,
    on: date,
    selection: Sequence[Sequence[str]],
) -> str | None:
    """The digest of a run as it would be now, None where something that it reads cannot be read.

    `on` is the day as of which is checked, `selection` what the command line selects.
    """
    fonts = fonts_digest()  # of Word files alone too: the check tells characters that no font draws
    try:
        read = [[str(file), digest(file)] for file in workbooks]
        makers = [maker(kind, template_bytes(kind), formats, drawing, fonts) for kind in kinds.values()]
    except (OSError, DocgenError):
        return None
    if any(found is None for _, found in read):
        return None
    made = [[form, found.hex()] for item in makers for form, found in item.digests.items()]
    facts = [reader_digest(), read, repr(office.settings), [*kinds], made, on, selection, fonts]
    return hashlib.sha256(canonical(facts)).hexdigest()

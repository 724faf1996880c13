"""Why a document is made: for the first time, or again, and then because of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.documents.parts import ADDED, BY_HAND, GONE, PartDigests, changed, from_text
from docgen.ledger.ledger import Made
from docgen.outputs.store import Digest

Reasons = tuple[str, ...]
"""Names of parts (`documents.parts`); empty where it is not known what changed."""


def reasons(
    made: Made | None, formats: Sequence[str], prints: Mapping[str, str], parts: PartDigests, digest: Digest
) -> Reasons | None:
    """What has changed since the document was `made`, None for one that is made for the first time.

    `formats` are those that are made now, `prints` their fingerprints and `parts` what they are made from; `digest`
    tells what is in a file.
    """
    if made is None or made.withdrawn:
        return None
    before = {form: made.files[form] for form in formats if form in made.files}
    if not before:
        return (ADDED,)
    if all(file.fingerprint == prints[form] for form, file in before.items()):
        return (GONE if any(digest(file.path) is None for file in before.values()) else BY_HAND,)
    return changed(from_text(made.parts), parts) if made.parts else ()

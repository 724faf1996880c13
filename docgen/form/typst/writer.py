"""Writes filled forms as Typst source: a preamble that stays for all documents of a form, and statements for each.

Whatever a value says, source is made of the writer's own names, of numbers and colours, and of string literals. `base`
is the fixed preamble, `style` says runs, `shapes` all that stands around text, `spec_memory` keeps what these made;
`document` writes blocks, `line` the text of a paragraph, `table` tables.
"""

from __future__ import annotations

from hashlib import sha256

from docgen.form.filled import FilledForm
from docgen.form.lines import Typefaces
from docgen.form.typst.base import BASE
from docgen.form.typst.document import TypstDocument, TypstParagraphs
from docgen.form.typst.spec_memory import SpecMemory
from docgen.form.typst.table import PlaceMarks


class TypstWriter:
    """Writes the documents of one form."""

    def __init__(self, untagged: FilledForm, faces: Typefaces) -> None:
        """`untagged` is the template without its tags: the preamble defines all that is in it."""
        self._specs = SpecMemory(faces, untagged.default_tab)
        self._written = TypstParagraphs()
        TypstDocument(untagged, self._specs, self._written, "d").statements("")
        definitions = self._specs.definitions
        self.preamble = BASE + definitions.preamble() + "\n"
        definitions.frozen = True
        self.file = f"{sha256(self.preamble.encode()).hexdigest()[:16]}.typ"
        """What the preamble's file is called: another name for another content."""

    def write(self, form: FilledForm, name: str = "d", title: str = "", marks: PlaceMarks | None = None) -> str:
        """The statements of one document; in a pack `name` tells its labels from another's, and `title` is its
        bookmark. `marks` collects where it is signed, and has it marked."""
        return TypstDocument(form, self._specs, self._written, name, marks).statements(title)

"""What a document says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Properties:
    """A document's properties; `created` is given from outside so that identical input gives identical bytes."""

    title: str
    subject: str = ""
    author: str = ""
    created: datetime | None = None

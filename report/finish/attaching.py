"""Turns files of data into attachments that say what they are to the document (ISO 32000-2, 14.13)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime
from hashlib import md5

from msgspec import Struct

from report.finish.addition import Addition
from report.finish.syntax import date_string, name, reference, string_order, text_string


class Attachment(Struct, frozen=True):
    """A file that the document was made from: its path in the project, its content, its media type and what it is."""

    file: str
    content: bytes
    media: str
    description: str


def attached(attachments: Sequence[Attachment], addition: Addition, stamp: datetime) -> tuple[str, str]:
    """Add the files; returns the entry of the catalogue's names, and the value of its AF (associated files)."""
    specifications: list[tuple[str, int]] = []
    for one in sorted(attachments, key=lambda attachment: string_order(attachment.file)):
        sum_of = md5(one.content, usedforsecurity=False).hexdigest().upper()
        parameters = f"/Params<</Size {len(one.content)}/ModDate{date_string(stamp)}/CheckSum<{sum_of}>>>"
        entries = f"/Type/EmbeddedFile/Subtype{name(one.media)}/Filter/FlateDecode{parameters}"
        stream = addition.add_stream(entries, zlib.compress(one.content, 9))
        title = text_string(one.file)
        specification = addition.add(
            f"<</Type/Filespec/F{title}/UF{title}/Desc{text_string(one.description)}/AFRelationship/Source"
            f"/EF<</F {reference(stream)}/UF {reference(stream)}>>>>"
        )
        specifications.append((one.file, specification))
    names = "".join(f"{text_string(file)} {reference(number)}" for file, number in specifications)
    associated = " ".join(reference(number) for _, number in specifications)
    return f"/EmbeddedFiles<</Names[{names}]>>", f"[{associated}]"

"""The pieces of a letter sent by e-mail, or of a web page saved in one file (MHTML)."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from dossier.redaction.scan.piece import Inner, Piece, Unsearchable


def pieces_of_mail(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Yield the heads of a letter, and what each of its parts holds.

    Raises `Unsearchable` for a part that is encrypted or broken.
    """
    letter = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    yield Piece(str(letter.preamble or ""), "the text")
    for part in letter.walk():
        for key, value in part.items():
            yield Piece(f"{key}: {value}", "the head of the letter")
        if part.is_multipart():
            continue
        if part.defects:
            raise Unsearchable("a part of it is broken")
        name = part.get_filename() or ""
        held = part.get_payload(decode=True)
        yield from inner(held if isinstance(held, bytes) else b"", f"an attached file {name}"
                         if name else "")  # fmt: skip

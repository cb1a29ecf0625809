"""The pictures of a draft as files of the dossier; one that cannot come in is told of."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dossier.model.diagnostics import Finding
from dossier.model.document import Figure, Nodes
from dossier.model.faults import Fault
from dossier.project.picture_files import is_whole, kind_of

FOLDER = "pictures"
_KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
_DATA = re.compile(r"data:image/[\w.+-]+;base64,(.*)", re.DOTALL)
_BUSY = re.compile(r"[\[\]{}@^\\<>]")


@dataclass
class Pictures:
    """Takes pictures in; `held` are those of the draft by the paths that its reader gives."""

    file: str
    held: Mapping[str, bytes]
    files: dict[str, bytes] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def figure(self, figure: Figure) -> Nodes:
        """Return the picture with its path in the dossier, or nothing where it was left out."""
        path = self.paths.get(figure.path) or self.taken(figure)
        if not path:
            return ()
        alternative = " ".join(_BUSY.sub(" ", figure.alternative).split())
        if not alternative:
            alternative = f"Picture {len(self.files)} of the draft"
            message = f"the picture {path} has no alternative text"
            hint = "say in its block, between the square brackets, what it shows"
            self.warn(figure, Fault.PICTURE_WITHOUT_TEXT, message, hint)
        return (replace(figure, path=path, alternative=alternative),)

    def taken(self, figure: Figure) -> str:
        content = self.held.get(figure.path) or _data(figure.path)
        kind = _KINDS.get(kind_of(content) or "", "") if content else ""
        if not kind or not is_whole(content):
            shown = figure.alternative or figure.path.partition(",")[0].rpartition("/")[2]
            why = (
                "is neither PNG, JPEG, GIF nor WebP, or broken" if content else "is not in the file"
            )
            message = f'a picture was left out, which {why}: "{shown[:70]}"'
            hint = "save it as PNG, put it into the dossier and show it with ![…](…)"
            self.warn(figure, Fault.PICTURE_LEFT_OUT, message, hint)
            return ""
        path = f"{FOLDER}/picture-{len(self.files) + 1}.{kind}"
        self.files[path] = content
        self.paths[figure.path] = path
        return path

    def warn(self, figure: Figure, rule: Fault, message: str, hint: str) -> None:
        self.findings.append(
            Finding(self.file, figure.line, rule, message, hint, severity="warning")
        )


def _data(path: str) -> bytes:
    """Return the picture that an address itself holds; b"" for any other, which is not fetched."""
    found = _DATA.fullmatch(path)
    try:
        return base64.b64decode(found[1]) if found else b""
    except (binascii.Error, ValueError):
        return b""

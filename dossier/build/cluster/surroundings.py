"""What decides the bytes of a file besides the document: program, libraries, fonts, by name.

Two machines on which all of it is the same write the same bytes.
"""

from __future__ import annotations

import hashlib
import platform
import re
import sys
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version

from dossier import __version__
from dossier.project.input_digests import program_digest

_LIBRARIES = (
    "fontpkg-inter", "fontpkg-pt-sans", "fontpkg-pt-serif", "fonttools", "jinja2", "lxml",
    "manimgx-fonts", "openpyxl", "pikepdf", "pillow", "pypdfium2", "python-docx", "rapidfuzz",
    "regex", "segno", "weasyprint",
)  # fmt: skip
"""The libraries that write files and read them back; those that these need count, too."""


@cache
def surroundings() -> Mapping[str, str]:
    """Return what decides the bytes here: versions and digests, by what they are of."""
    return {
        "upr-dossier": __version__,
        "the program’s files": program_digest(),
        "Python": ".".join(map(str, sys.version_info[:2])),
        "the machine": f"{sys.platform} {platform.machine()}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **_system(),
        **_libraries(),
    }


def differing(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """Return what differs first, in people's words, or "".

    >>> differing({"lxml": "6.0", "zlib": "1.3"}, {"lxml": "5.4", "zlib": "1.3"})
    'lxml is 5.4 there and 6.0 here'
    """
    for name in (*here, *there):
        one, other = here.get(name, "missing"), there.get(name, "missing")
        if one != other:
            return f"{name} is {_short(other)} there and {_short(one)} here"
    return ""


def _short(value: str) -> str:
    return value[:12] if re.fullmatch("[0-9a-f]{64}", value) else value


def _system() -> dict[str, str]:
    """Return the version of Pango, and a digest of the names of the fonts on this machine."""
    from dossier.writers.pdf import MissingLibrary, import_weasyprint
    from dossier.writers.pdf.fonts import installed

    try:
        import_weasyprint()
    except MissingLibrary:
        return {"Pango": "missing"}
    from weasyprint.text.ffi import pango

    fonts = "\n".join(sorted(installed())).encode()
    return {"Pango": str(pango.pango_version()), "the fonts": hashlib.sha256(fonts).hexdigest()}


def _libraries() -> dict[str, str]:
    """Return the versions of the libraries and of those that they need."""
    found: dict[str, str] = {}
    asked = [*_LIBRARIES]
    while asked:
        name = re.sub(r"[-_.]+", "-", asked.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = version(name)
            needed = requires(name) or ()
        except PackageNotFoundError:  # needed on other systems
            continue
        names = (re.match(r"[\w.-]+", each) for each in needed if "extra ==" not in each)
        asked += [each[0] for each in names if each]
    return dict(sorted(found.items()))

"""Say how to get a font for letters that no font here has."""

from __future__ import annotations

import re

_CHINESE = re.compile("[\u2e80-\u303f\u3100-\u312f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_CJK = re.compile("[\u3040-\u30ff\uac00-\ud7af]")


def font_hint(letters: str) -> str:
    """Return what to install for `letters`, or "" where the program knows no font for them."""
    if _CJK.search(letters):
        return "install a font for this script (Debian: `apt-get install fonts-noto-cjk`)"
    if _CHINESE.search(letters):
        return 'install the fonts for Chinese: `pip install "upr-dossier[chinese]"`'
    return ""

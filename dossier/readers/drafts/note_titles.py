"""What stands above notes at the end of a draft, in all languages that the program knows."""

from __future__ import annotations

import re
from functools import cache

from dossier.model.language import language
from dossier.model.language_file import languages, of_languages


def is_title_of_notes(text: str) -> bool:
    """Whether a line says no more than that notes come below it.

    >>> is_title_of_notes("Endnotes:"), is_title_of_notes("Примечания"), is_title_of_notes("Noted")
    (True, True, False)
    """
    return bool(_titles().fullmatch(text.strip(" :.")))


@of_languages
@cache
def _titles() -> re.Pattern[str]:
    own = {re.escape(language(code).terms["notes"]) for code in languages()}
    usual = (
        "(?:foot|end)?notes|references|sources|notes (?:de bas de page|de fin|finales)|références"
        "|notas(?: al pie| a pie de página| finales)?|referencias|сноски|ссылки|источники"
        "|الحواشي|الهوامش|المراجع|脚注|尾注|注释|注"
    )
    return re.compile("|".join((*sorted(own), usual)), re.IGNORECASE)

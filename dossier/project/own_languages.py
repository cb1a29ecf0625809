"""The languages that a project adds: `content/languages/kk.yaml`, in the shipped ones' form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.language import Language, language
from dossier.model.language_file import shipped_languages, use_own_languages
from dossier.model.registry import Day
from dossier.project.text_files import decoded

FOLDER = "languages"
"""The folder in `content/` that holds them."""

_CODE = re.compile(r"[a-z]{2}")


def read_own_languages(
    content: Path, shown: Callable[[Path], str]
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Let the languages of a project be known, and return their files by name, and findings.

    `shown` says how messages show a path.
    """
    folder = content / FOLDER
    raw: dict[str, Mapping[str, Any]] = {}
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        if not path.resolve().is_relative_to(folder.resolve()):
            message, hint = "the path leads out of the content folder", "put the file itself there"
            findings.append(Finding(shown(path), 0, Fault.PATH_OUTSIDE, message, hint))
            continue
        files[path.name] = path.read_bytes()
        from dossier.readers.own_language import read_own_language  # few projects need YAML here

        text, wrong = decoded(files[path.name], shown(path))
        held, faults = (None, ()) if wrong else read_own_language(text, shown(path))
        misnamed = _misnamed(path, shown(path))
        findings += (*wrong, *faults, *misnamed)
        if held is not None and not misnamed:
            raw[path.stem] = held
    use_own_languages(raw)
    odd = _unusable(raw)
    use_own_languages({code: each for code, each in raw.items() if code not in odd})
    for code in odd:
        message, hint = (
            "the language cannot be used",
            "keep the form of `dossier/data/languages/fr.yaml`",
        )
        place = shown(folder / f"{code}.yaml")
        findings.append(Finding(place, 0, Fault.WRONG_LANGUAGE, message, hint))
    return files, tuple(findings)


def _unusable(raw: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the languages whose values have other forms than the program can use."""
    found = []
    for code in raw:
        try:
            tongue = language(code)
            _ = (tongue.day(Day(2019, 3, 25)), tongue.ordinal(3), tongue.count("minutes", 2))
            _ = [_in_case(tongue, each) for each in tongue.cases]
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            found.append(code)
    return tuple(found)


def _in_case(tongue: Language, case: str) -> list[str]:
    """Return what a language says in one of its cases, each form once."""
    days = [Day(2019, month) for month in range(1, 13)]
    days += [Day(2019), *(Day(2019, season=season) for season in range(1, 5))]
    bent = tongue.cases[case].name("Act of 2019") or ""
    articles = [
        tongue.article(each, True, case, "UN treaty") for each in ("2", "8(1)(a), 9(2) and (3)")
    ]
    return [*(tongue.day(each, case) for each in days), *articles, bent]


def of_dossier(findings: tuple[Finding, ...], manifest: bytes) -> tuple[Finding, ...]:
    """Return the findings of languages that a dossier uses; those of others stop nothing in it."""
    used = {each.decode() for each in re.findall(rb"language:[ \t]*[\"']?([a-z]{2})", manifest)}
    return tuple(each for each in findings if Path(each.file).stem in used)


def _misnamed(path: Path, shown: str) -> list[Finding]:
    if path.stem in shipped_languages():
        message = f'the program has the language "{path.stem}" itself'
        hint = "correct the program’s file, or give yours the code of another language"
        return [Finding(shown, 0, Fault.WRONG_LANGUAGE, message, hint)]
    if not _CODE.fullmatch(path.stem):
        message = f'"{path.stem}" is no code of a language'
        hint = "name the file by the two letters of ISO 639-1, such as kk.yaml"
        return [Finding(shown, 0, Fault.WRONG_LANGUAGE, message, hint)]
    return []

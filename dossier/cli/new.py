"""`new`: begin a dossier from a skeleton that builds at once, or from the library of the UN."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cli.report import split, tell_findings, tell_json
from dossier.cli.terminal import counted
from dossier.model.diagnostics import Finding, Refused, did_you_mean
from dossier.model.faults import Fault
from dossier.project.layout import places, shown
from dossier.project.new_dossier import LANGUAGES, Beginning, languages_to_begin, new_dossier
from dossier.project.own_languages import read_own_languages

if TYPE_CHECKING:
    from dossier.interchange.from_un.gathered import Gathered

EXAMPLES = """examples:
  python build.py new uzbekistan && python build.py build uzbekistan
  python build.py new tchad --language fr
  python build.py new georgia --from-un
  python build.py new georgia-strikes --from-un --state Georgia --themes "right to strike"

with --from-un the dossier has what the library of `un` has of the State, all to be checked."""

_KINDS = ("recommendation", "concern")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument("name", metavar="DOSSIER", help="its name: small letters, digits, hyphens")
    command.add_argument("--from-un", action="store_true", help="with what the UN said before")
    command.add_argument("--state", default="", metavar="NAME", help="default: as the name says")
    command.add_argument("--themes", default="", metavar="LIST", help="default: labour rights")
    command.add_argument(
        "--kind", choices=_KINDS, help="take only this of what treaty bodies said (default: both)"
    )
    command.add_argument(
        "--language", metavar="CODE", help=f"one of {', '.join(LANGUAGES)}, or the project’s own"
    )
    command.add_argument("--library", type=Path, metavar="PATH", help="default: in your own data")


def run(options: argparse.Namespace, root: Path) -> int:
    """Make `content/NAME`. Returns 0, or 1 when it cannot be made."""
    try:
        return _from_un(options, root) if options.from_un else _bare(options, root)
    except Refused as refused:
        tell_findings([refused.finding])
        return 1


def _bare(options: argparse.Namespace, root: Path) -> int:
    _refuse_idle_options(options)
    name = options.name.strip("/")
    where = places(root, options.content, options.templates, None)
    read_own_languages(where.content, shown)
    beginning = Beginning(language=_language(options.language, languages_to_begin()))
    made = new_dossier(where, name, date.today(), beginning=beginning)
    if made.findings:
        tell_findings(made.findings)
        return 1
    if options.json:
        tell_json(_described(name, made.files, None), ())
        return 0
    for path in made.files:
        print(shown(path))
    print(f"\nWrite into these files, then run: python build.py build {name}")
    return 0


def _language(asked: str | None, known: tuple[str, ...]) -> str:
    """Return the language that is asked for. Raises `Refused` for one in which nothing begins."""
    if asked in (None, *known):
        return asked or LANGUAGES[0]
    message = f'no dossier can begin in the language "{asked}"'
    hint = did_you_mean(asked or "", known, f"known are {', '.join(known)}")
    raise Refused(Finding("", 0, Fault.UNKNOWN_LANGUAGE, message, hint))


def _refuse_idle_options(options: argparse.Namespace) -> None:
    """Raise `Refused` for what says something of the library where the library is not asked."""
    for name in ("state", "themes", "kind", "library"):
        if getattr(options, name):
            message = f"`--{name}` says what to take from the library of the UN"
            hint = "add `--from-un`, or leave it out"
            raise Refused(Finding(f"--{name}", 0, Fault.UNKNOWN_VALUE, message, hint))


def _from_un(options: argparse.Namespace, root: Path) -> int:
    from dossier.interchange.from_un.begin import FromUn, begin_from_un
    from dossier.project.un_library.store import library_path
    from dossier.readers.un_exports.state_names import is_known, slug

    name = options.name.strip("/")
    if not name.islower() and is_known(name):
        name = slug(name)
    wanted = FromUn(
        library=library_path(options.library),
        state=options.state,
        themes=split(options.themes),
        kinds=(options.kind,) if options.kind else _KINDS,
        beginning=Beginning(language=_language(options.language, LANGUAGES)),
    )
    where = places(root, options.content, options.templates, None)
    made = begin_from_un(where, name, date.today(), wanted)
    if made.findings:
        tell_findings(made.findings)
        return 1
    if options.json:
        about = _gathered(made.gathered, made.sources)
        tell_json(_described(name, made.files, about), ())
        return 0
    for line in _lines(name, made.files, made.gathered, made.sources):
        print(line)
    return 0


def _described(
    name: str, files: Sequence[Path], gathered: Mapping[str, object] | None
) -> dict[str, object]:
    return {"dossier": name, "files": [shown(path) for path in files], "from_un": gathered}


def _gathered(found: Gathered, sources: int) -> dict[str, object]:
    session = found.review
    return {
        "state": found.state,
        "session": session.number if session else None,
        "deadline": session.deadline.isoformat() if session and session.deadline else None,
        "recommendations": len(found.earlier),
        "statements": len(found.said),
        "sources": sources,
        "themes": [
            {
                "theme": each.theme.id,
                "recommendations": len(each.earlier),
                "statements": len(each.said),
            }
            for each in found.themes
        ],
        "silent": [each.id for each in found.silent],
    }


def _lines(name: str, files: Sequence[Path], found: Gathered, sources: int) -> Iterator[str]:
    from dossier.build.deadlines import remarks_on
    from dossier.model.grade import graded

    yield f"{found.state}: {len(files)} files in {shown(files[0].parent.parent)}"
    yield f"{len(found.earlier):>7} recommendations of earlier reviews"
    yield f"{len(found.said):>7} paragraphs of other bodies"
    yield f"{sources:>7} documents as sources, none of them verified"
    for each in found.themes:
        yield f"  {each.theme.title}: {len(each.earlier)} and {len(each.said)}"
    if found.silent:
        yield f"nothing was found about {', '.join(each.title for each in found.silent)}"
    if found.undated:
        many = counted(found.undated, "record")
        yield f"{many} with a day that is still to come, which was left out"
    session = found.review
    if session is None:
        yield "no session that reviews the State is known; the skeleton’s is assumed"
    else:
        due = session.deadline.isoformat() if session.deadline else "not known"
        yield f"session {session.number}, cycle {session.cycle}; deadline: {due} (confirm all)"
    for remark in remarks_on(found.state):
        yield f"{remark.state}: {graded(remark.words, remark.grade)}"
    yield f"\nNow run: python build.py build {name} && python build.py check {name}"

"""Word files that other programs edited come home: `tests/data/returned` has them.

What was edited in each, and by which program, says the README there; what must become of it stands
here, line by line.
"""

from __future__ import annotations

import difflib
import io
import json
import re
import shutil
import socket
import zipfile
from pathlib import Path

import pypandoc
import pytest
import yaml

from dossier.interchange.pull.pull_request import PullRequest
from dossier.interchange.pull.run import apply
from dossier.interchange.pull.run import pull as read_pull
from dossier.project.history import EditedMeanwhile, write_content
from dossier.readers.exported_docx import read_returned
from dossier.readers.exported_docx.paragraphs import Call, ReturnedParagraph
from tests.conftest import ROOT, Project
from tests.effort import effort

FILES = ROOT / "tests" / "data" / "returned"
HOME = ROOT / "tests" / "content" / "homecoming"
NAMES = sorted(path.stem for path in FILES.glob("*.docx"))
TRACKED = ["docx-plus-tracked", "libreoffice-saved-tracked", "libreoffice-tracked", "pandoc-tracked"]  # fmt: skip
LOST = ["libreoffice-copied", "libreoffice-through-odt", "pandoc-tracked", "pandoc-written-again"]
"""Files that no longer carry the version that they were exported from."""

STARTED = "The federation was founded in 1931 and has members in {fact:ports uncited}. Its"
ENDED = "The strike ended on 9 May. The port office then made a list of those who had taken part, and gave it"  # fmt: skip
STATION = "[^station]: Interview with two witnesses, June 2025."
SHIP = "- when a ship is in danger;"
SAYS = "- when the minister says so."
FORGOTTEN = "The two that were noted have been forgotten since."
LILLIPUT = "| 101.9 | Lilliput | Protect those who go on strike[^noted] | Noted |"
EREWHON = "| 101.5 | Erewhon  | Pay *all* wages, at once         | Noted     |"
ATLANTIS = "| 101.4 | Atlantis | Limit the hours of work          | Supported |"


@pytest.fixture
def home(project: Project) -> Project:
    shutil.copytree(HOME, project.content / "homecoming")
    return project


def pull(home: Project, name: str, *words: str):
    """Pull one of the files, from a folder of its own; the blocks are as they were exported."""
    path = home.root / "inbox" / f"{name}.docx"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(FILES / path.name, path)
    base = ("--base", ".") if name in LOST else ()
    return home.run("pull", str(path), *base, *words)


def state(home: Project) -> dict[str, str]:
    """Return all files of the content, by their paths."""
    return {
        path.relative_to(home.content).as_posix(): path.read_text("utf-8")
        for path in sorted(home.content.rglob("*"))
        if path.is_file()
    }


def lines(home: Project) -> dict[str, tuple[list[str], list[str]]]:
    """Return the lines that went from each file of the dossier and that came, but for empty ones."""
    found = {}
    now = home.content / "homecoming"
    paths = {each.relative_to(base) for base in (HOME, now) for each in base.rglob("*.*")}
    for path in sorted(paths):
        old, new = (
            (base / path).read_text("utf-8").splitlines() if (base / path).exists() else []
            for base in (HOME, now)
        )
        told = [each for each in difflib.ndiff(old, new) if each[2:].strip()]
        gone, came = ([each[2:] for each in told if each[0] == sign] for sign in "-+")
        if gone or came:
            found[path.stem] = gone, came
    return found


def blocks(home: Project) -> dict[str, tuple[list[str], list[str]]]:
    """Return what changed in blocks, without the notes of readers."""
    return {name: each for name, each in lines(home).items() if "review" not in name}


def notes(home: Project, block: str) -> list[dict[str, str]]:
    """Return the notes of readers beside a block."""
    path = home.content / "homecoming" / "blocks" / f"{block}.review.yaml"
    return yaml.safe_load(path.read_text("utf-8"))


def squeezed(cells: str) -> str:
    """Return a row of a table without the spaces that align it."""
    return re.sub(" +", " ", cells)


def text(path: Path) -> str:
    """Return the words of a Word file, notes and comments too, as pandoc reads them."""
    said = pypandoc.convert_file(str(path), "plain", extra_args=["--wrap=none"])
    return said.replace("\u00a0", " ")


def built(home: Project) -> str:
    ran = home.run("build", "homecoming", "--format", "docx")
    assert ran.status == 0, ran.err
    return text(home.output / "homecoming" / "submission.docx")


# Each edit comes into its line, and into no other

CHANGES: dict[str, dict[str, tuple[list[str], list[str]]]] = {
    "libreoffice-saved": {},
    "libreoffice-untracked": {
        "10-federation": (
            [
                STARTED,
                "[statutes](https://example.org/statutes) are public. {#founded}",
                "It writes to the [Working Group](https://example.org/upr) for the **second** time.",
            ],
            [
                STARTED.replace("1931", "1932"),
                "[statutes](https://example.org/statutes) are public. It writes to the [Working "
                "Group](https://example.org/upr) for the **second** time. {#founded}",
            ],
        ),
        "20-background": (
            [
                SAYS,
                "Nobody counts how often the minister has said so. The exceptions have become the rule.",
                "# Who decides",
                "   1. the clerk checks the hours,",
            ],
            [
                SAYS.replace("says", "decides"),
                "Nobody counts how often the minister has said so. The exceptions have become the rule.[^note-1]",
                "In 2025 he said so on 200 days.",
                "# Who decides on a shift",
                "   1. two clerks check the hours,",
                "[^note-1]: Port office of Strelsau, register of shifts, 2024.",
            ],
        ),
        "30-hours": (
            ["**Hours.** Dock workers work for twelve hours and are paid for ten. What came of it is told in"],
            ["**Hours.** Dock workers work for **twelve hours and are paid for ten**. What came of it is told in"],
        ),
        "50-previous": (
            [ATLANTIS, LILLIPUT, FORGOTTEN, "[^noted]: The delegation said that strikes are rare."],
            [ATLANTIS.replace("of work", "of all work"), LILLIPUT.replace("[^noted]", "")],
        ),
        "60-strike": (
            [ENDED, STATION],
            [*ENDED.replace("May. ", "May.\n").split("\n"), STATION.replace("two", "three")],
        ),
        "81-rec-list_publish-register-shifts-every": (
            [],
            [
                "---",
                "id: publish-register-shifts-every",
                "kind: recommendation",
                "---",
                "Publish the register of shifts every month.",
            ],
        ),
    },
    "libreoffice-typed-over": {
        "30-hours": (
            ["**Hours.** Dock workers work for twelve hours and are paid for ten. What came of it is told in"],
            ["**Hours.** Dock workers work for twelve hours and are paid for ten. What came of it is shown in"],
        )
    },
    "libreoffice-tracked": {
        "10-federation": ([STARTED], [STARTED.replace("1931", "1930")]),
        "20-background": (
            [
                "Dock workers in Ruritania are hired by the *day*.[^day] The port of Zenda alone employs 900 of",
                SAYS,
                "1. the foreman writes a request;",
                "[^day]: A hiring by the day ends at midnight, whoever is still at work.",
            ],
            [
                "Dock workers in Ruritania are hired by the *day*.[^day] The port of Zenda alone employs 950 of",
                SAYS.replace("says", "decides"),
                "1. the foreman signs a request;",
                "[^day]: A hiring by the day ends at noon, whoever is still at work.",
            ],
        ),
        "31-reprisals": (
            ["**Reprisals.** {Fact:dismissed} lost their work after the strike. None of them has come back."],
            ["**Reprisals.** {Fact:dismissed} lost their work after the strike. **None of them** has come back."],
        ),
        "40-duties": (
            ["limit the hours of work.[@committee-2024, para. 18]"],
            [
                "limit the hours of work.[^note-1][@committee-2024, para. 18]",
                "[^note-1]: It asked again in 2025.",
            ],
        ),
        "50-previous": (
            [ATLANTIS, EREWHON, FORGOTTEN],
            [ATLANTIS.replace("Atlantis", "Laputa"), EREWHON.replace("wages", "wages owed")],
        ),
        "60-strike": (
            [ENDED, STATION],
            [*ENDED.replace("May. ", "May.\n").split("\n"), STATION.replace("two", "three")],
        ),
        "70-analysis": ([], ["The inspectors say the same."]),
        "81-rec-list": (
            ["Destroy the list of strikers, and tell each of them that it has been destroyed."],
            ["Publish and destroy the list of strikers, and tell each of them that it has been destroyed."],
        ),
    },
    "docx-plus-tracked": {
        "10-federation": ([STARTED], [STARTED.replace("1931", "1932")]),
        "20-background": (
            [SHIP, "   2. the office signs;"],
            [SHIP.replace("danger", "distress"), "   2. the office stamps;"],
        ),
        "50-previous": ([LILLIPUT], [LILLIPUT.replace("Lilliput", "Laputa")]),
        "82-rec-work": (
            ["Offer the dismissed dock workers their work again, on the same terms as before."],
            ["Offer the dismissed dock workers their work again, on the better terms as before."],
        ),
    },
    "libreoffice-through-odt": {
        "10-federation": ([STARTED], [STARTED.replace("1931", "1932")]),
        "20-background": ([SHIP], [SHIP.replace("danger", "distress")]),
        "50-previous": ([LILLIPUT], [LILLIPUT.replace("Protect", "Defend")]),
    },
    "libreoffice-copied": {
        "10-federation": ([STARTED], [STARTED.replace("1931", "1932")]),
        "50-previous": ([EREWHON], [EREWHON.replace("wages", "wages owed")]),
        "60-strike": (
            ["to all agencies. The list is still in use."],
            ["to all agencies. The list is in use to this day."],
        ),
    },
    "pandoc-written-again": {
        "10-federation": ([STARTED], [STARTED.replace("1931", "1932")]),
        "20-background": ([SHIP], [SHIP.replace("danger", "distress")]),
        "50-previous": ([ATLANTIS], [ATLANTIS.replace("of work", "of all work")]),
        "60-strike": ([STATION], ["Nobody knows how long it is.", STATION.replace("two", "three")]),
    },
    "pandoc-tracked": {
        "10-federation": ([STARTED], [STARTED.replace("1931", "1932")]),
        "20-background": ([SAYS], [SAYS.replace("says", "decides")]),
        "50-previous": ([LILLIPUT], [LILLIPUT.replace("Protect", "Defend")]),
        "60-strike": (
            ["to all agencies. The list is still in use.", STATION],
            ["to all agencies of the port. The list is still in use.", STATION.replace("two", "three")],
        ),
    },
}  # fmt: skip
CHANGES["libreoffice-saved-tracked"] = CHANGES["docx-plus-tracked"]


@pytest.mark.parametrize("name", NAMES)
def test_each_edit_comes_into_its_line_and_no_other_line_changes(home, name):
    ran = pull(home, name, "--apply")
    assert ran.status == 0, ran.out + ran.err
    wanted = {
        block: tuple([squeezed(each) for each in many] for many in both)
        for block, both in CHANGES[name].items()
    }
    assert {
        block: tuple([squeezed(each) for each in many] for many in both)
        for block, both in blocks(home).items()
    } == wanted
    assert ("version-lost" in ran.err) == (name in LOST)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_pulled_is_printed_and_a_second_pull_changes_nothing(home, name):
    pull(home, name, "--apply")
    said = built(home)
    for word in {
        word for _, came in CHANGES[name].values() for each in came for word in printed(each)
    }:
        assert word in said
    before = state(home)
    ran = pull(home, name, "--apply")
    assert ran.status == 0
    assert "nothing to write" in ran.out
    assert state(home) == before


def test_a_second_pull_says_that_the_edits_are_there_and_takes_newer_ones(home):
    pull(home, "libreoffice-untracked", "--apply")
    assert "its edits are in the blocks already" in pull(home, "libreoffice-untracked").out
    home.change("homecoming/blocks/60-strike.md", "The list is still in use.", "It is in use.")
    ran = pull(home, "libreoffice-untracked", "--apply")
    strike = state(home)["homecoming/blocks/60-strike.md"]
    assert "The list is still in use" not in strike
    assert strike.count("The strike ended on 9 May.") == 1
    assert blocks(home)["20-background"] == CHANGES["libreoffice-untracked"]["20-background"]
    assert "Traceback" not in ran.err


def printed(line: str) -> list[str]:
    """Return the words of a line that print as they stand."""
    return re.findall(r"\b(?:decides|193[02]|200 days|three witnesses|two clerks|distress|stamps|Laputa|"
                      r"better terms|noon|wages owed|asked again in 2025|all work|Defend)\b", line)  # fmt: skip


@pytest.mark.parametrize("name", [name for name in NAMES if "typed-over" not in name])
def test_the_next_export_says_what_pandoc_reads_in_the_file_with_all_changes_accepted(home, name):
    """pandoc is the judge: it knows nothing of our blocks."""
    pull(home, name, "--apply")
    for path in home.content.rglob("*.review.yaml"):
        path.unlink()  # comments print too
    assert letters(built(home)) == letters(text(FILES / f"{name}.docx"))


def letters(said: str) -> list[str]:
    """Return the words of a text without numbers, which move, and without what numbers stand in."""
    return [each for each in re.findall(r"[^\W\d_]+", said) if each != "Recommendation"]


def test_without_apply_nothing_is_written(home):
    before = state(home)
    ran = pull(home, "libreoffice-untracked")
    assert ran.status == 0
    assert "nothing was written" in ran.out
    assert state(home) == before


# Tracked changes


def test_a_rejected_file_changes_no_block(home):
    for name in TRACKED[:3]:
        assert pull(home, name, "--apply", "--changes", "reject").status == 0
        assert blocks(home) == {}


def test_one_authors_changes_are_taken_and_the_other_ones_are_left_for_review(home):
    ran = pull(home, "docx-plus-tracked", "--apply", "--author", "Ann Hentzau")
    assert ran.status == 0, ran.err
    assert set(blocks(home)) == {"10-federation", "20-background", "82-rec-work"}
    assert blocks(home)["20-background"] == (
        ["   2. the office signs;"],
        ["   2. the office stamps;"],
    )
    (left,) = [each for each in notes(home, "50-previous") if each["kind"] == "proposal"]
    assert (left["author"], left["date"][:16]) == ("Ben Rassendyll", "2026-09-02T11:30")
    assert (left["old"], left["new"]) == ("Lilliput", "Laputa")


def test_all_changes_can_be_left_for_review(home):
    ran = pull(home, "docx-plus-tracked", "--apply", "--changes", "review")
    assert ran.status == 0, ran.err
    assert blocks(home) == {}
    proposed = {
        (each["old"], each["new"])
        for block in ("10-federation", "20-background", "50-previous", "82-rec-work")
        for each in notes(home, block)
        if each["kind"] == "proposal"
    }
    assert proposed == {
        ("1931", "1932"), ("danger", "distress"), ("signs", "stamps"), ("Lilliput", "Laputa"),
        ("same", "better"),
    }  # fmt: skip


def test_an_author_who_changed_nothing_is_named_with_those_who_did(home):
    before = state(home)
    ran = pull(home, "docx-plus-tracked", "--apply", "--author", "Ann Hentzua")
    assert ran.status == 1
    assert 'did you mean "Ann Hentzau"?' in ran.err
    assert state(home) == before


# Comments and proposals


def test_comments_become_notes_beside_their_blocks_and_print_in_the_next_draft(home):
    pull(home, "docx-plus-tracked", "--apply")
    first, reply = notes(home, "60-strike")
    assert (first["author"], first["text"]) == ("Ann Hentzau", "Who has seen this list?")
    assert first["quoted"] == "those who had taken part"
    assert (reply["author"], reply["answers"]) == ("Ben Rassendyll", first["id"])
    (settled,) = notes(home, "20-background")
    assert (settled["text"], settled["quoted"]) == ("Is this right?", "900")
    assert settled["settled"]
    built(home)
    draft = read_returned(
        (home.output / "homecoming" / "submission.docx").read_bytes(), "again.docx"
    )
    assert [(each.author, each.text) for each in draft.remarks] == [
        ("Ann Hentzau", "Who has seen this list?"),
        ("Ben Rassendyll", "Two of our members have."),
    ]
    assert [each.date[:16] for each in draft.remarks] == [str(each["date"])[:16].replace(" ", "T") for each in (first, reply)]  # fmt: skip


def test_words_over_what_a_registry_prints_are_proposals_and_the_rest_is_taken(home):
    pull(home, "libreoffice-typed-over", "--apply")
    (fact,) = notes(home, "31-reprisals")
    assert "{fact:dismissed}" in fact["text"]
    assert "27" in fact["old"]
    assert "30" in fact["new"]
    (person,) = notes(home, "60-strike")
    assert "{person:branch-chair}" in person["text"]
    (citation,) = notes(home, "20-background")
    assert "[@ffs-2025]" in citation["text"]
    assert "p. 33" in citation["new"]
    own = yaml.safe_load((home.content / "homecoming" / "review.yaml").read_text("utf-8"))
    assert [(each["old"], each["new"][:15]) for each in own] == [
        ("Our concerns", "Our worries"),
        ("FFS calls on the Government of Ruritania to act on the following recommendations.",
         "FFS calls again"),
    ]  # fmt: skip
    assert {each["author"] for each in (fact, person, citation, *own)} == {"Clara Strofzin"}


# pandoc reads the same changes


@pytest.mark.parametrize("name", TRACKED)
def test_pandoc_sees_the_same_changes_and_comments(name):
    path = FILES / f"{name}.docx"
    ours = read_returned(path.read_bytes(), path.name)
    theirs = json.loads(
        pypandoc.convert_file(str(path), "json", extra_args=["--track-changes=all"])
    )
    assert sorted(changes(ours)) == sorted(pandoc_changes(theirs))
    assert sorted((each.author, each.date, " ".join(each.text.split())) for each in ours.remarks) == sorted(pandoc_comments(theirs))  # fmt: skip


def changes(returned) -> list[tuple[str, str, str, str]]:
    found = []
    for line in (*returned.lines, *(each for many in returned.notes.values() for each in many)):
        for author, date, did, words in tracked(line):
            if words.strip():
                found.append((did, author, date, words.strip()))
    return found


def tracked(line: ReturnedParagraph):
    """Yield the words that one change put in or took out."""
    last = None
    for atom in line.atoms:
        for each in atom.revisions:
            if each.did in ("insert", "delete") and not isinstance(atom.content, Call):
                told = (each.author, each.date, each.did)
                if last and last[0] == told:
                    last[1] += str(atom.content)
                else:
                    if last:
                        yield (*last[0], last[1])
                    last = [told, str(atom.content)]
        if not atom.revisions and last:
            yield (*last[0], last[1])
            last = None
    if last:
        yield (*last[0], last[1])


def spans(node):
    if isinstance(node, dict):
        if node.get("t") == "Span":
            yield node["c"]
        for each in node.values():
            yield from spans(each)
    elif isinstance(node, list):
        for each in node:
            yield from spans(each)


def said(node) -> str:
    """Return the words in pandoc's tree, without those of notes and comments."""
    if isinstance(node, list):
        return "".join(map(said, node))
    if not isinstance(node, dict):
        return ""
    match node["t"]:
        case "Str":
            return node["c"]
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Note":
            return ""
    content = node.get("c", [])
    return said(content[1] if node["t"] in ("Span", "Link") else content)


def pandoc_changes(tree) -> list[tuple[str, str, str, str]]:
    kinds = {"insertion": "insert", "deletion": "delete"}
    return [
        (kinds[classes[0]], dict(keys)["author"], dict(keys)["date"], said(content).strip())
        for (_, classes, keys), content in spans(tree["blocks"])
        if classes and classes[0] in kinds and said(content).strip()
    ]


def pandoc_comments(tree) -> list[tuple[str, str, str]]:
    return [
        (dict(keys)["author"], dict(keys)["date"], " ".join(said(content).split()))
        for (_, classes, keys), content in spans(tree["blocks"])
        if classes[:1] == ["comment-start"]
    ]


# Odd and hostile files

EXPORT = "libreoffice-saved"


def repacked(change) -> bytes:
    """Return an export of ours with `change` made to each of its parts: name, content → content."""
    made = io.BytesIO()
    with zipfile.ZipFile(FILES / f"{EXPORT}.docx") as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:  # fmt: skip
        for each in old.namelist():
            new.writestr(each, change(each, old.read(each)))
    return made.getvalue()


def embedded(old: str, new: str):
    def change(name: str, content: bytes) -> bytes:
        if name != "customXml/item1.xml":
            return content
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return repacked(change)


def inside(part: str, old: str, new: str) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return repacked(change)


def bomb() -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return b" " * 70_000_000 if name == "word/styles.xml" else content

    return repacked(change)


REFUSED = {
    "a later program's": (lambda: embedded("form&quot;:1,", "form&quot;:99,"), "no-embedded-version"),
    "of a dossier that is not there": (
        lambda: embedded("homecoming", "elsewhere"), "elsewhere"),
    "password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "error["),
    "a .doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "error["),
    "truncated": (lambda: (FILES / f"{EXPORT}.docx").read_bytes()[:9000], "error["),
    "empty": (lambda: b"", "unknown-file"),
    "no zip": (lambda: b"%PDF-1.7 ...", "unknown-file"),
    "a bomb": (bomb, "error["),
    "an entity": (
        lambda: inside("word/document.xml", "<w:document",
                       '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document'), "error["),
    "a part with macros": (
        lambda: inside("[Content_Types].xml", "<Override", '<Override PartName="/word/vbaProject.bin" '
                       'ContentType="application/vnd.ms-office.vbaProject.macroEnabled"/><Override'), "macros"),
    "an entity in what it carries": (
        lambda: inside("customXml/item1.xml", "<export",
                       '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]><export'), "error["),
    "macros": (
        lambda: inside("[Content_Types].xml", "wordprocessingml.document.main+xml",
                       "wordprocessingml.document.macroEnabled.main+xml"), "macros"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    """Nothing that a file points at is fetched."""

    def connect(self, address):
        raise AssertionError(f"connected to {address}")

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_and_the_content_is_left(home, what):
    make, rule = REFUSED[what]
    path = home.root / "odd.docx"
    path.write_bytes(make())
    before = state(home)
    ran = home.run("pull", str(path), "--apply")
    assert ran.status == 1
    assert rule in ran.err
    assert "Traceback" not in ran.err + ran.out
    assert state(home) == before


def test_a_file_that_was_never_exported_is_no_export(home):
    path = home.root / "odd.docx"
    made = "The committee of a choir met on Tuesday and sang three songs by heart.\n\nThen it went home."
    pypandoc.convert_text(made, "docx", "markdown", outputfile=str(path))
    before = state(home)
    ran = home.run("pull", str(path), "--apply")
    assert ran.status == 1
    assert "not-an-export" in ran.err
    assert state(home) == before


MADE_UP = {
    "another class": ("{&quot;Section&quot;:", "{&quot;Zection&quot;:"),
    "a class in the wrong place": ("{&quot;Section&quot;:", "{&quot;Heading&quot;:"),
    "a number for words": ("&quot;Our concerns&quot;", "7"),
    "no such audience": ("&quot;audience&quot;:&quot;partners&quot;", "&quot;audience&quot;:7"),
    "no JSON": ("{&quot;form", "&quot;form"),
    "too deep": ("&quot;Our concerns&quot;", "[" * 900 + "]" * 900),
}


@pytest.mark.parametrize("what", MADE_UP)
def test_where_what_a_file_carries_is_made_up_its_words_tell_the_document(home, what):
    path = home.root / "odd.docx"
    path.write_bytes(embedded(*MADE_UP[what]))
    before = state(home)
    ran = home.run("pull", str(path), "--apply")
    assert ran.status == 0
    assert "odd.docx: warning[no-embedded-version]" in ran.err
    assert "odd.docx: warning[version-lost]" in ran.err
    assert state(home) == before


@pytest.mark.parametrize("name", ["../homecoming", "/etc", "..", "homecoming/../homecoming"])
def test_no_name_of_a_dossier_leads_out_of_the_content(home, name):
    path = home.root / "odd.docx"
    path.write_bytes(embedded("homecoming", name))
    before = state(home)
    ran = home.run("pull", str(path), "--apply")
    assert ran.status == 1
    assert "unknown-dossier" in ran.err
    assert state(home) == before


PLACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODD = {
    "embedded-object": (
        "word/document.xml", "</w:p>",
        '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
        'Type="Embed" ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'),
    "remote-field": (
        "word/document.xml", "</w:p>",
        '<w:fldSimple w:instr="INCLUDETEXT &quot;https://example.org/x.docx&quot;"><w:r><w:t/></w:r>'
        "</w:fldSimple></w:p>"),
    "inserted-file": (
        "word/document.xml", "<w:sectPr", f'<w:altChunk r:id="rIdFar" xmlns:r="{PLACE}"/><w:sectPr'),
}  # fmt: skip


@pytest.mark.parametrize("rule", ODD)
def test_what_a_file_holds_besides_text_is_told_and_left_alone(home, rule):
    path = home.root / "odd.docx"
    path.write_bytes(inside(*ODD[rule]))
    before = state(home)
    ran = home.run("pull", str(path), "--apply")
    assert ran.status == 0
    assert f"odd.docx: warning[{rule}]" in re.sub(r"docx:\d+:", "docx:", ran.err)
    assert state(home) == before


def test_a_template_somewhere_else_is_told_and_not_fetched(home):
    far = f'<Relationship Id="a" Type="{PLACE}/attachedTemplate" Target="https://example.org/a.dotm" TargetMode="External"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    path = home.root / "odd.docx"
    shutil.copy(FILES / f"{EXPORT}.docx", path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "word/_rels/settings.xml.rels", f'<Relationships xmlns="{space}">{far}</Relationships>'
        )
    before = state(home)
    ran = home.run("pull", str(path), "--apply")
    assert ran.status == 0
    assert "odd.docx: warning[remote-template]" in ran.err
    assert state(home) == before


def test_a_file_that_is_not_there_is_named(home):
    ran = home.run("pull", str(home.root / "nowhere.docx"))
    assert ran.status == 2
    assert "nowhere.docx" in ran.err


def changed_by_many(home: Project, changes: int, authors: int) -> Path:
    """Return an export in which so many authors put in so many words, one by one."""
    made = "".join(
        f'<w:ins w:id="{9000 + n}" w:author="Author {n % authors}" w:date="2026-09-01T10:00:00Z"><w:r>'
        f'<w:t xml:space="preserve">w{n} </w:t></w:r></w:ins>'
        for n in range(changes)
    )
    path = home.root / f"many-{changes}-{authors}.docx"
    with zipfile.ZipFile(FILES / f"{EXPORT}.docx") as archive:
        body = archive.read("word/document.xml").decode()
    end = body.index("</w:r>", body.index("founded in 1931")) + len("</w:r>")
    path.write_bytes(inside("word/document.xml", body[:end], body[:end] + made))
    return path


def test_twice_as_many_changes_are_twice_the_work_however_many_made_them(home):
    def pulling(changes: int, authors: int) -> int:
        path = changed_by_many(home, changes, authors)
        return effort(lambda: home.run("pull", str(path), "--author", "Author 7"))

    pulling(10, 10)  # what is read once for all
    first, second, fourth, alone = (
        pulling(*each) for each in ((100, 100), (200, 200), (400, 400), (400, 8))
    )
    assert fourth - second < 2.4 * (second - first)
    assert fourth < 1.2 * alone


def test_thousands_of_changes_by_hundreds_of_authors_are_pulled(home):
    path = changed_by_many(home, 2000, 200)
    ran = home.run("pull", str(path), "--apply", "--author", "Author 7")
    assert ran.status == 0


def test_only_those_whose_changes_were_taken_are_said_to_have_made_them(home):
    ran = home.run("pull", str(changed_by_many(home, 12, 6)), "--author", "author 3")
    assert "w3 w9" in ran.out
    assert set(re.findall(r"Author \d", ran.out.partition("left for review")[0])) == {"Author 3"}


# All or nothing


def test_what_a_person_wrote_before_a_pull_comes_back_with_undo(home):
    home.change("homecoming/blocks/82-rec-work.md", "Offer", "Give")
    before = state(home)
    assert pull(home, "docx-plus-tracked", "--apply").status == 0
    assert blocks(home)["82-rec-work"][1] == [
        "Give the dismissed dock workers their work again, on the better terms as before."
    ]
    assert home.run("undo").status == 0
    assert state(home) == before


def test_where_one_file_cannot_be_written_none_is(home, monkeypatch):
    before = state(home)
    replace = Path.replace

    def broken(self: Path, target: Path) -> Path:
        if target.name == "50-previous.md":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", broken)
    ran = pull(home, "docx-plus-tracked", "--apply")
    assert ran.status == 1
    assert "not-written" in ran.err
    assert state(home) == before


# Two people changed the same place


def test_copies_of_one_draft_bring_each_edit_once(home):
    names = ("libreoffice-untracked", "copy", "libreoffice-typed-over")
    for name in names:
        path = FILES / f"{name.replace('copy', 'libreoffice-untracked')}.docx"
        shutil.copy(path, home.root / f"{name}.docx")
    first, second, third = (str(home.root / f"{each}.docx") for each in names)
    ran = home.run("pull", first, second, "--apply")
    assert ran.status == 0, ran.out + ran.err
    once = blocks(home)
    pull(home, "libreoffice-untracked", "--apply")
    assert blocks(home) == once
    assert set(once) == set(CHANGES["libreoffice-untracked"])
    assert once["60-strike"] == CHANGES["libreoffice-untracked"]["60-strike"]
    assert home.run("pull", third, "--apply").status == 0
    assert (
        "**twelve hours and are paid for ten**. What came of it is shown in"
        in state(home)["homecoming/blocks/30-hours.md"]
    )


def test_copies_that_say_different_things_are_a_conflict_and_the_first_is_taken(home):
    for name in ("libreoffice-untracked", "libreoffice-tracked"):
        shutil.copy(FILES / f"{name}.docx", home.root / f"{name}.docx")
    first, second = (
        str(home.root / f"{each}.docx") for each in ("libreoffice-untracked", "libreoffice-tracked")
    )
    ran = home.run("pull", first, second, "--apply")
    assert ran.status == 1
    assert STARTED.replace("1931", "1932") in blocks(home)["10-federation"][1]
    left = [each for each in notes(home, "10-federation") if each["kind"] == "proposal"]
    assert [("1930" in each["new"], each["author"]) for each in left] == [(True, "Ben Rassendyll")]


def test_what_changed_in_the_block_meanwhile_stays_and_the_other_words_are_kept_for_review(home):
    home.change("homecoming/blocks/82-rec-work.md", "on the same terms", "on fair terms")
    ran = pull(home, "docx-plus-tracked", "--apply")
    assert "on fair terms as before." in (home.content / "homecoming/blocks/82-rec-work.md").read_text("utf-8")  # fmt: skip
    assert "conflict" in ran.out
    (left,) = notes(home, "82-rec-work")
    assert left["kind"] == "proposal"
    assert "better" in left["new"]


def test_a_phrase_for_other_readers_and_a_remark_survive(home):
    pull(home, "libreoffice-untracked", "--apply")
    now = state(home)
    assert "[, as the deputy minister told us in confidence]{audience: internal}" in now["homecoming/blocks/30-hours.md"]  # fmt: skip
    assert "<!-- the figure of 900 is of 2024" in now["homecoming/blocks/20-background.md"]


def test_edits_that_nobody_tracked_are_told_as_those_of_the_author_who_is_named(home):
    ran = pull(home, "libreoffice-untracked", "--author", "Flavia")
    assert "by Flavia" in ran.out


def test_a_title_that_was_typed_over_is_a_proposal_and_no_edit(home, tmp_path):
    import zipfile

    sent = home.run("build", "homecoming", "--format", "docx")
    assert sent.status == 0
    path = next((home.output / "homecoming").glob("*.docx"))
    back = tmp_path / "back.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(back, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text = content.decode()
                at = text.index('w:val="Title"')
                begin = text.index(">", text.index("<w:t", at)) + 1
                content = f"{text[:begin]}Wholly other: {text[begin:]}".encode()
            new.writestr(name, content)
    before = {each: each.read_bytes() for each in home.content.rglob("*.md")}
    ran = home.run("pull", str(back), "--apply")
    assert "Wholly other" in ran.out and "proposal" in ran.out
    assert {each: each.read_bytes() for each in home.content.rglob("*.md")} == before
    assert "Wholly other" in (home.content / "homecoming/review.yaml").read_text("utf-8")


def test_what_was_edited_while_a_pull_was_read_is_not_written_over(home):
    file = home.root / "a.docx"
    shutil.copy(FILES / "docx-plus-tracked.docx", file)
    found = read_pull(home.places(), PullRequest(files=(file,), base="."))
    assert found.changes
    edited = found.changes[0].path
    before = state(home)
    edited.write_text(edited.read_text("utf-8") + "\nAdded meanwhile.\n", "utf-8")
    done = apply(found)
    assert not done.written
    assert [
        (each.rule, Path(each.file).name) for each in done.findings if each.severity == "error"
    ] == [("edited-meanwhile", edited.name)]
    inside = edited.relative_to(home.content).as_posix()
    assert state(home) == {**before, inside: before[inside] + "\nAdded meanwhile.\n"}
    assert apply(read_pull(home.places(), PullRequest(files=(file,), base="."))).written


def test_a_file_that_came_meanwhile_is_not_written_over(tmp_path):
    content = tmp_path / "content"
    (content / "case").mkdir(parents=True)
    new, old = content / "case" / "new.md", content / "case" / "old.md"
    new.write_text("theirs", "utf-8")
    old.write_text("same", "utf-8")
    with pytest.raises(EditedMeanwhile):
        write_content(content, {new: b"ours", old: b"ours"}, "x", read={new: None, old: b"same"})
    assert (new.read_text("utf-8"), old.read_text("utf-8")) == ("theirs", "same")
    write_content(content, {old: b"ours"}, "x", read={old: b"same"})
    assert old.read_text("utf-8") == "ours"

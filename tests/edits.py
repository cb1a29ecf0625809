"""A random editor of Word files: what people do to an export in Word, at the level of its XML.

`edited(content, chance, kinds, times)` applies some edits to a file. With an author an edit is
tracked, as Word writes it. Nothing here knows what a block is, or how an edit is read again.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random

from lxml import etree

from dossier.model.textdiff import tokens
from dossier.ooxml.elements import make
from dossier.ooxml.names import NAMES, R, q
from dossier.writers.docx.runs import text_run

STORIES = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
RELATIONS = "word/_rels/document.xml.rels"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
ADDRESS = "https://news.example/article"
WORDS = [
    "court",
    "2019",
    "Astana",
    "workers",
    "«новый»",
    "fined,",
    "a",
    "six",
    "(draft)",
    "№",
    "as",
]
OTHER = {
    "fr": "tribunal;2019;Astana;travailleurs;«новый»;condamnés,;à;l’État :;(projet);n°;« six »",
    "es": "tribunal;2019;Astaná;trabajadores;«новый»;multados,;a;¿seis?;(borrador);núm.;ñ",
    "ru": "суд;2019;Astana;трудящиеся;«новый»;оштрафованы,;в;ИТК-2;(проект);№;шесть",
    "ar": "المحكمة؛;2019;Astana;العمال،;«новый»;وICTUR;و;211-V;(مشروع);A/HRC/56/1;ستة",
    "zh": "法院。;2019;Astana;工人;«новый»;罚款，;一;《工会法》;（草案）;ICTUR;第6条",
}
"""Words that are typed into documents in other languages, with words of other scripts among them."""

STYLES = ["BodyText", "ListBullet", "ListNumber", "Quote", "Heading2", "ListBullet2"]
AUTHORS = ["Ann Lee", "Ben Okafor", "Ć. D."]
GONE = (q("del"), q("moveFrom"))


class Nothing(Exception):
    """An edit finds nothing here that it could change."""


class Editor:
    """A Word file that is being edited; with `author` edits are tracked."""

    def __init__(self, content: bytes, chance: Random, author: str = "") -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.roots = {name: etree.fromstring(self.parts[name]) for name in STORIES
                      if name in self.parts}  # fmt: skip
        self.body = self.roots["word/document.xml"].find(q("body"))
        language = etree.fromstring(self.parts["docProps/core.xml"]).findtext(LANGUAGE)
        self.typed = OTHER[language].split(";") if language in OTHER else WORDS
        self.chance = chance
        self.author = author
        self.number = 90_000
        self.said = 0
        self.log: list[str] = []

    def saved(self) -> bytes:
        """Return the file as it is now."""
        made = io.BytesIO()
        for name, root in self.roots.items():
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)
        return made.getvalue()

    # Choosing

    def one(self, many: Sequence):
        """Return one of many. Raises `Nothing` where there is none."""
        if not many:
            raise Nothing
        return many[self.chance.randrange(len(many))]

    def sometimes(self) -> bool:
        return self.chance.randrange(2) == 1

    def words(self) -> str:
        """Return some new words; the last one is like no other, so that it can be found again."""
        self.said += 1
        some = [self.one(self.typed) for _ in range(self.chance.randint(0, 2))]
        return " ".join([*some, f"new{self.said}"])

    def paragraphs(self, notes: bool = True, cells: bool = True) -> list[etree._Element]:
        """Return the paragraphs of blocks, and of notes."""
        found = [each for each in self.body.iter(q("p")) if self.editable(each)]
        if not cells:
            found = [each for each in found if each.getparent().tag != q("tc")]
        for name, root in self.roots.items() if notes else ():
            if name != "word/document.xml":
                found += [
                    p for note in root if note.get(q("type")) is None for p in note.iter(q("p"))
                ]
        return [each for each in found if not self.is_gone(each)]

    def editable(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph belongs to a block, not to the title or a section's heading."""
        if style_of(paragraph) in ("Title", "Subtitle", "CoverLabel", "CoverText", "Heading1"):
            return False
        return paragraph.getprevious() is None or paragraph.getprevious().tag != q("tbl")

    def is_gone(self, paragraph: etree._Element) -> bool:
        """Whether the end of a paragraph, or the row that it stands in, is deleted already."""
        row = next(paragraph.iterancestors(q("tr")), None)
        marks = [] if row is None else row.findall(f"{q('trPr')}/{q('del')}")
        return bool(marks or paragraph.findall(f"{q('pPr')}/{q('rPr')}/{q('del')}"))

    # Tracking

    def change(self, name: str) -> etree._Element:
        """Return a tracked change without content."""
        self.number += 1
        date = f"2024-05-{1 + self.number % 28:02}T10:00:00Z"
        return make(name, id=self.number, author=self.author, date=date)

    def take(self, each: etree._Element, name: str = "del") -> None:
        """Take a run out of its paragraph; what the same author put in is simply gone."""
        around = each.getparent()
        if not self.author or (around.tag == q("ins") and around.get(q("author")) == self.author):
            around.remove(each)
            return
        gone = self.change(name)
        each.addprevious(gone)
        gone.append(each)
        if name == "del":
            for text in each.iter(q("t")):
                text.tag = q("delText")
            for code in each.iter(q("instrText")):
                code.tag = q("delInstrText")

    def put(self, place: etree._Element, new: Sequence[etree._Element], name: str = "ins") -> None:
        """Put runs behind `place`, which stands in a paragraph."""
        if self.author:
            around = self.change(name)
            around.extend(new)
            new = [around]
            while place.getparent().tag in (q("ins"), *GONE, q("moveTo")):
                place = place.getparent()
        for each in reversed(new):
            place.addnext(each)

    def mark(self, paragraph: etree._Element, name: str) -> None:
        """Track the end of a paragraph as put in or taken out."""
        if self.author:
            properties = properties_of(paragraph)
            own = properties.find(q("rPr"))
            if own is None:
                own = make("rPr")
                properties.append(own)
            own.append(self.change(name))

    # What is in a paragraph

    def atoms(self, paragraph: etree._Element) -> list[list[etree._Element]]:
        """Return the words, spaces, signs, calls and fields of a paragraph, each as its runs."""
        for run in [*paragraph.iter(q("r"))]:
            if not is_gone(run) and next(run.iterancestors(q("p"))) is paragraph:
                exploded(run)
        found: list[list[etree._Element]] = []
        depth = 0
        for run in paragraph.iter(q("r")):
            if is_gone(run):
                continue
            if depth:
                found[-1].append(run)
            elif not is_own(run):
                found.append([run])
            sort = [each.get(q("fldCharType")) for each in run.iter(q("fldChar"))]
            depth += sort.count("begin") - sort.count("end")
            depth = max(0, depth)
        return [each for each in found if not is_label(each)]

    def a_range(self, paragraph: etree._Element) -> list[list[etree._Element]]:
        """Return some atoms that follow each other."""
        atoms = self.atoms(paragraph)
        if not atoms:
            raise Nothing
        first = self.chance.randrange(len(atoms))
        return atoms[first : first + self.chance.randint(1, 4)]


def is_gone(run: etree._Element) -> bool:
    return any(each.tag in GONE for each in run.iterancestors())


def is_own(run: etree._Element) -> bool:
    """Whether a run is what Word needs at the beginning of a note."""
    if run.find(q("footnoteRef")) is not None or run.find(q("endnoteRef")) is not None:
        return True
    before = run.getprevious()
    return before is not None and before.tag == q("r") and any(
        before.find(q(name)) is not None for name in ("footnoteRef", "endnoteRef")
    ) and "".join(run.itertext()).strip() == ""  # fmt: skip


def is_label(runs: Sequence[etree._Element]) -> bool:
    """Whether runs belong to the label of a recommendation."""
    style = runs[0].find(f"{q('rPr')}/{q('rStyle')}")
    if style is not None and style.get(q("val")) == "RecommendationLabel":
        return True
    before = runs[0].getprevious()
    while before is not None and before.tag != q("r"):
        before = before.getprevious()
    opens = before is not None and before.find(f"{q('rPr')}/{q('rStyle')}") is not None and (
        before.find(f"{q('rPr')}/{q('rStyle')}").get(q("val")) == "RecommendationLabel"
    )  # fmt: skip
    return opens and not "".join(runs[0].itertext()).strip()


def exploded(run: etree._Element) -> None:
    """Part a run into runs of one word, space, sign or thing each."""
    held = [each for each in run if each.tag != q("rPr")]
    pieces: list[etree._Element] = []
    for each in held:
        if each.tag == q("t"):
            pieces += [text_of(word) for word in tokens(each.text or "")]
        else:
            pieces.append(each)
    if len(pieces) < 2:
        return
    place = run
    for piece in pieces:
        new = like(run, piece)
        place.addnext(new)
        place = new
    run.getparent().remove(run)


def text_of(words: str) -> etree._Element:
    return text_run(words)[0]


def like(run: etree._Element, *content: etree._Element) -> etree._Element:
    """Return a run that looks like `run`."""
    new = etree.Element(q("r"), nsmap=NAMES)
    properties = run.find(q("rPr"))
    if properties is not None:
        new.append(deepcopy(properties))
    new.extend(content)
    return new


def is_words(atom: Sequence[etree._Element]) -> bool:
    return len(atom) == 1 and atom[0].find(q("t")) is not None


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{q('pPr')}/{q('pStyle')}")
    return "" if style is None else str(style.get(q("val")))


def properties_of(paragraph: etree._Element) -> etree._Element:
    """Return the properties of a paragraph; one that was left empty gets some."""
    found = paragraph.find(q("pPr"))
    if found is None:
        found = make("pPr")
        paragraph.insert(0, found)
    return found


def plain_run(near: etree._Element | None, words: str) -> etree._Element:
    """Return a run of words that looks like one of words near it."""
    if near is None or near.find(q("t")) is None:
        return text_run(words)
    return like(near, *text_run(words))


# Words


def change_words(editor: Editor) -> None:
    """Type over some words."""
    paragraph = editor.one(editor.paragraphs())
    runs = [run for atom in editor.a_range(paragraph) for run in atom]
    near = runs[0]
    words = editor.words()
    editor.put(runs[-1], [plain_run(near, words)])
    for run in runs:
        editor.take(run)


def insert_words(editor: Editor) -> None:
    paragraph = editor.one(editor.paragraphs())
    atoms = editor.atoms(paragraph)
    words = editor.words()
    if not atoms:
        place = paragraph.find(q("pPr")) if len(paragraph) else None
        if place is None:
            raise Nothing
        after = [e for e in paragraph if e.tag == q("bookmarkStart") or is_own(e)
                 or (e.tag == q("r") and is_label([e]))]  # fmt: skip
        editor.put(after[-1] if after else place, [text_run(words)])
        return
    at = editor.chance.randrange(len(atoms))
    near = atoms[at][-1]
    editor.put(near, [plain_run(near, editor.one([f" {words}", f" {words} ", words]))])


def delete_words(editor: Editor) -> None:
    paragraph = editor.one(editor.paragraphs())
    for atom in editor.a_range(paragraph):
        for run in atom:
            editor.take(run)


def space(editor: Editor) -> None:
    """Double a space, or put one in."""
    paragraph = editor.one(editor.paragraphs())
    near = editor.one(editor.atoms(paragraph))[-1]
    editor.put(near, [plain_run(near, editor.one([" ", "  ", "\u00a0"]))])


def format_words(editor: Editor) -> None:
    """Make words bold or italic, or take that from them."""
    paragraph = editor.one(editor.paragraphs())
    runs = [atom[0] for atom in editor.a_range(paragraph) if is_words(atom)]
    if not runs:
        raise Nothing
    name = editor.one(["b", "i"])
    on = runs[0].find(f"{q('rPr')}/{q(name)}") is None
    for run in runs:
        _formatted(editor, run, name, on)


def _formatted(editor: Editor, run: etree._Element, name: str, on: bool) -> None:
    properties = run.find(q("rPr"))
    if properties is None:
        properties = make("rPr")
        run.insert(0, properties)
    before = deepcopy(properties)
    changes = properties.findall(q("rPrChange"))
    for each in (*before.findall(q("rPrChange")), *changes):
        each.getparent().remove(each)
    for each in properties.findall(q(name)):
        properties.remove(each)
    if on:
        at = 1 if properties.find(q("rStyle")) is not None else 0
        properties.insert(at, make(name))
    if changes:
        properties.append(changes[0])
    elif editor.author:
        change = editor.change("rPrChange")
        change.append(before)
        properties.append(change)


def add_link(editor: Editor) -> None:
    """Make a link of some words; Word does not track that."""
    paragraph = editor.one(editor.paragraphs(notes=False))
    runs = [atom[0] for atom in editor.a_range(paragraph)]
    if any(run.getparent() is not paragraph for run in runs):
        raise Nothing
    if not all(run.find(q("t")) is not None for run in runs):
        raise Nothing
    rels = editor.parts[RELATIONS]
    if b'"rIdEdit"' not in rels:
        new = f'<Relationship Id="rIdEdit" Type="{LINK}" Target="{ADDRESS}" TargetMode="External"/>'
        editor.parts[RELATIONS] = rels.replace(
            b"</Relationships>", new.encode() + b"</Relationships>"
        )
    link = etree.Element(q("hyperlink"), {f"{{{R}}}id": "rIdEdit"})
    runs[0].addprevious(link)
    link.extend(runs)
    for run in runs:
        properties = run.find(q("rPr"))
        if properties is None:
            properties = make("rPr")
            run.insert(0, properties)
        properties.insert(0, make("rStyle", val="Hyperlink"))


# Paragraphs


def add_paragraph(editor: Editor) -> None:
    """Type a paragraph after another, or before the first of a block."""
    near = editor.one(editor.paragraphs(cells=False))
    new = like_paragraph(near, editor)
    editor.mark(new, "ins")
    editor_put_into(editor, new)
    if editor.sometimes():
        near.addnext(new)
    else:
        near.addprevious(new)
        _beginning(near, new)


def _beginning(near: etree._Element, new: etree._Element) -> None:
    """Keep the mark of a note at the beginning of its first paragraph."""
    own = [each for each in near if each.tag == q("r") and is_own(each)]
    if own and new.getprevious() is None:
        for each in reversed(own):
            new.insert(1, each)


def like_paragraph(near: etree._Element, editor: Editor) -> etree._Element:
    """Return an empty paragraph of the same look, or of another one."""
    new = make("p")
    properties = near.find(q("pPr"))
    kept = make("pPr") if properties is None else deepcopy(properties)
    for name in ("rPr", "pPrChange"):
        for each in kept.findall(q(name)):
            kept.remove(each)
    new.append(kept)
    in_note = next(near.iterancestors(q("footnote"), q("endnote")), None) is not None
    if not in_note and editor.chance.randrange(4) == 0:
        restyled(new, editor.one(STYLES))
    return new


def editor_put_into(editor: Editor, paragraph: etree._Element) -> None:
    words = f"{editor.words()} {editor.words()}"
    editor.put(properties_of(paragraph), [text_run(words)])


def restyled(paragraph: etree._Element, style: str) -> None:
    properties = properties_of(paragraph)
    for each in [*properties]:
        if each.tag in (q("pStyle"), q("numPr"), q("jc"), q("keepNext")):
            properties.remove(each)
    properties.insert(0, make("pStyle", val=style))


def delete_paragraph(editor: Editor) -> None:
    """Delete a paragraph whole; the control around it may stay empty."""
    paragraph = editor.one([p for p in editor.paragraphs(cells=False) if not first_of_note(p)])
    if editor.author:
        for atom in editor.atoms(paragraph):
            for run in atom:
                editor.take(run)
        editor.mark(paragraph, "del")
        return
    around = paragraph.getparent()
    around.remove(paragraph)
    if not len(around) and around.tag == q("sdtContent"):
        if editor.sometimes():
            around.getparent().getparent().remove(around.getparent())
        else:
            around.append(make("p"))


def first_of_note(paragraph: etree._Element) -> bool:
    return any(is_own(each) for each in paragraph.iter(q("r")))


def split_paragraph(editor: Editor) -> None:
    """Press Enter in the middle."""
    paragraph = editor.one(editor.paragraphs(cells=False))
    tops = [top(run, paragraph) for atom in editor.atoms(paragraph)[1:] for run in atom[:1]]
    at = editor.one([each for each in tops if each.tag == q("r")])
    new = make("p", deepcopy(properties_of(paragraph)))
    rest = [at, *at.itersiblings()]
    new.extend(rest)
    paragraph.addnext(new)
    old = paragraph.find(f"{q('pPr')}/{q('rPr')}")
    if old is not None:
        old.getparent().remove(old)
    editor.mark(paragraph, "ins")


def top(run: etree._Element, paragraph: etree._Element) -> etree._Element:
    """Return what stands directly in a paragraph and holds `run`."""
    while run.getparent() is not paragraph:
        run = run.getparent()
    return run


def merge_paragraphs(editor: Editor) -> None:
    """Delete the end of a paragraph."""
    first = editor.one([p for p in editor.paragraphs(cells=False)
                        if p.getnext() is not None and p.getnext().tag == q("p")
                        and not editor.is_gone(p.getnext())])  # fmt: skip
    if editor.author:
        editor.mark(first, "del")
        return
    second = first.getnext()
    if editor.sometimes():
        first.replace(properties_of(first), deepcopy(properties_of(second)))
    if editor.sometimes() and "".join(first.itertext()):
        first.append(text_run(" "))
    first.extend([each for each in second if each.tag != q("pPr")])
    second.getparent().remove(second)


def move_paragraph(editor: Editor) -> None:
    """Cut a paragraph and paste it elsewhere, in its block or another one."""
    every = editor.paragraphs(notes=False, cells=False)
    moved = editor.one([p for p in every if len(p.getparent()) > 1])
    place = editor.one([p for p in every if p is not moved])
    if editor.author:
        copy = deepcopy(moved)
        unmarked(copy)
        _tracked_move(editor, moved, copy)
        moved = copy
    elif editor.sometimes():
        unmarked(moved)
    place.addnext(moved) if editor.sometimes() else place.addprevious(moved)


def _tracked_move(editor: Editor, old: etree._Element, new: etree._Element) -> None:
    for paragraph, name in ((old, "moveFrom"), (new, "moveTo")):
        runs = [run for run in paragraph.iter(q("r")) if not is_gone(run)]
        for run in runs:
            around = editor.change(name)
            run.addprevious(around)
            around.append(run)
        editor.mark(paragraph, name)


def unmarked(paragraph: etree._Element) -> None:
    """Take the bookmarks out of what is pasted."""
    for each in [*paragraph.iter(q("bookmarkStart"), q("bookmarkEnd"))]:
        each.getparent().remove(each)


def restyle(editor: Editor) -> None:
    """Make a paragraph a bullet, a heading, a quotation, or of another level."""
    paragraph = editor.one(editor.paragraphs(notes=False, cells=False))
    before = deepcopy(properties_of(paragraph))
    if editor.author and before.find(q("pPrChange")) is not None:
        raise Nothing
    style = editor.one(STYLES)
    if editor.author and "Heading" in style_of(paragraph) + style:
        raise Nothing  # what is bold of its own is told by the style that stands, not the old one
    restyled(paragraph, style)
    if editor.author:
        for each in before.findall(q("rPr")):
            before.remove(each)
        change = editor.change("pPrChange")
        change.append(before)
        properties_of(paragraph).append(change)


# Tables


def add_row(editor: Editor) -> None:
    row = editor.one([each for each in editor.body.iter(q("tr")) if own_row(each)])
    new = deepcopy(row)
    for each in new.findall(f"{q('trPr')}/{q('tblHeader')}"):
        each.getparent().remove(each)
    for cell in new.iter(q("tc")):
        paragraph = make("p", deepcopy(cell.find(f"{q('p')}/{q('pPr')}")))
        for each in [e for e in cell if e.tag != q("tcPr")]:
            cell.remove(each)
        cell.append(paragraph)
        for each in paragraph.findall(f"{q('pPr')}/{q('rPr')}"):
            each.getparent().remove(each)
        editor_put_into(editor, paragraph)
    if editor.author:
        new.find(q("trPr")).append(editor.change("ins"))
    row.addnext(new)


def own_row(row: etree._Element) -> bool:
    around = next(row.iterancestors(q("tbl")))
    style = around.find(f"{q('tblPr')}/{q('tblStyle')}")
    return (
        bool(style.get(q("val")) == "EvidenceTable") and row.find(f"{q('trPr')}/{q('del')}") is None
    )


def delete_row(editor: Editor) -> None:
    rows = [each for each in editor.body.iter(q("tr")) if own_row(each)]
    row = editor.one([each for each in rows if each.getprevious().tag == q("tr")])
    if editor.author:
        row.find(q("trPr")).append(editor.change("del"))
        for run in row.iter(q("r")):
            if not is_gone(run):
                editor.take(run)
    else:
        row.getparent().remove(row)


# Notes


def note_story(editor: Editor) -> tuple[str, etree._Element]:
    for name in STORIES[1:]:
        if name in editor.roots:
            return name[5:-5], editor.roots[name]
    raise Nothing


def add_note(editor: Editor) -> None:
    kind, story = note_story(editor)
    paragraph = editor.one(editor.paragraphs(notes=False))
    atoms = editor.atoms(paragraph)
    place = editor.one(atoms)[-1]
    number = max(int(each.get(q("id"))) for each in story) + 1
    editor.put(place, [call(kind, number)])
    mark = make("r", make("rPr", make("rStyle", val=f"{kind.capitalize()}Reference")),
                make(f"{kind}Ref"))  # fmt: skip
    style = make("pPr", make("pStyle", val=f"{kind.capitalize()}Text"))
    words = text_run(editor.words())
    text = make("p", style, mark, text_run(" "))
    story.append(make(kind, text, id=number))
    editor.put(text[-1], [words])


def call(kind: str, number: int) -> etree._Element:
    style = make("rPr", make("rStyle", val=f"{kind.capitalize()}Reference"))
    return make("r", style, make(f"{kind}Reference", id=number))


def calls(editor: Editor) -> list[etree._Element]:
    found = [*editor.body.iter(q("footnoteReference"), q("endnoteReference"))]
    return [each.getparent() for each in found if not is_gone(each.getparent())
            and next(each.iterancestors(q("sdtContent")), None) is not None]  # fmt: skip


def delete_note(editor: Editor) -> None:
    editor.take(editor.one(calls(editor)))


def move_note(editor: Editor) -> None:
    """Cut a call and paste it elsewhere: its bookmark goes with it, or not."""
    run = editor.one(calls(editor))
    atom = editor.one(editor.atoms(editor.one(editor.paragraphs(notes=False))))
    if run in atom:
        raise Nothing
    before, after = run.getprevious(), run.getnext()
    around = [e for e in (before, after) if e is not None and e.tag.startswith(q("bookmark"))]
    copy = deepcopy(run)
    if editor.author:
        editor.take(run)
        editor.put(atom[-1], [copy])
        return
    run.getparent().remove(run)
    if len(around) == 2 and around[0].get(q("id")) == around[1].get(q("id")) and editor.sometimes():
        editor.put(atom[-1], [around[0], copy, around[1]])
    else:
        editor.put(atom[-1], [copy])


# What changes nothing


def split_runs(editor: Editor) -> None:
    """Part runs at random, as Word does when it remembers sessions."""
    for paragraph in editor.paragraphs():
        for run in [*paragraph.iter(q("r"))]:
            text = run.find(q("t"))
            if text is None or len(text.text or "") < 2 or is_gone(run) or not editor.sometimes():
                continue
            if sum(each.tag != q("rPr") for each in run) > 1:
                continue
            at = editor.chance.randrange(1, len(text.text))
            new = like(run, text_of(text.text[at:]))
            text.text = text.text[:at]
            run.addnext(new)
            new.set(q("rsidR"), "00A1B2C3")
            if editor.sometimes():
                run.addnext(make("proofErr", type="spellStart"))


def noise(editor: Editor) -> None:
    """Leave what Word leaves: where the cursor was, where a page ended, who checked spelling."""
    paragraph = editor.one(editor.paragraphs(notes=False))
    runs = [run for atom in editor.atoms(paragraph) for run in atom]
    run = editor.one(runs)
    place = top(run, paragraph)
    place.addprevious(make("bookmarkStart", id=77_777, name="_GoBack"))
    place.addprevious(make("bookmarkEnd", id=77_777))
    place.addprevious(make("proofErr", type="gramStart"))
    words = [each for each in runs if each.find(q("t")) is not None]
    if words:
        word = editor.one(words)
        properties = word.find(q("rPr"))
        word.insert(0 if properties is None else 1, make("lastRenderedPageBreak"))


def drop_controls(editor: Editor) -> None:
    """Take all content controls away, as some programs do in saving."""
    for control in [*editor.body.iter(q("sdt"))]:
        for each in [*control.find(q("sdtContent"))]:
            control.addprevious(each)
        control.getparent().remove(control)


def drop_bookmarks(editor: Editor) -> None:
    for root in editor.roots.values():
        unmarked(root)


Kind = Callable[[Editor], None]
WORDING: tuple[Kind, ...] = (change_words, insert_words, delete_words, space, format_words)
PARAGRAPHS: tuple[Kind, ...] = (
    add_paragraph, delete_paragraph, split_paragraph, merge_paragraphs, move_paragraph, restyle,
)  # fmt: skip
NOTES: tuple[Kind, ...] = (add_note, delete_note, move_note)
ROWS: tuple[Kind, ...] = (add_row, delete_row)
QUIET: tuple[Kind, ...] = (split_runs, noise)
LOST: tuple[Kind, ...] = (drop_controls, drop_bookmarks)
TRACKED: tuple[Kind, ...] = (*WORDING, *PARAGRAPHS, *NOTES, *ROWS)
EVERY: tuple[Kind, ...] = (*TRACKED, add_link, *QUIET)


def edited(
    content: bytes,
    chance: Random,
    kinds: Sequence[Kind] = EVERY,
    times: int = 3,
    authors: Sequence[str] = ("",),
) -> tuple[bytes, list[str]]:
    """Return a file with some edits, and what they were; each is made by one of `authors`."""
    editor = Editor(content, chance)
    for _ in range(times):
        editor.author = editor.one(authors)
        kind = editor.one(kinds)
        try:
            kind(editor)
        except Nothing:
            continue
        editor.log.append(f"{kind.__name__} {editor.author}".strip())
    return editor.saved(), editor.log

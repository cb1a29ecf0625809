"""A translation knows what it was made from: by paragraph, in every document that takes it."""

from __future__ import annotations

import re

import pytest
from docx import Document

from dossier.interchange.pull.block_files import block_files
from dossier.interchange.pull.new_blocks import new_blocks
from dossier.interchange.pull.results import Added
from dossier.model.document import Text
from dossier.model.translation_agreement import differences
from dossier.project.layout import read_files
from dossier.readers.blocks.block import read_text
from dossier.redaction.audience_policy import guarded

HEAD = "---\nid: background\nkind: background\n---\n"
TEXT = """# The law

The court ordered the dissolution.[^why] It has {fact:members}.

Each union must register within 30 days.

- one
- two

[^why]: See [above](#section:background).
"""
FRENCH = """---
id: background
---
# La loi

Le tribunal a ordonné la dissolution.[^why] Il a {fact:members}.

Chaque syndicat doit s’enregistrer dans les 30 jours.

- un
- deux

[^why]: Voir [ci-dessus](#section:background).
"""
FACTS = """members:
  value: "300"
  unit: members
  wording: {en: 300 members, fr: 300 membres}
  sources: "@example-report"
"""


@pytest.fixture
def case(small):
    """A dossier with one block to be translated, and a French document of it."""
    folder = small.content / "case"
    for path in (folder / "blocks").iterdir():
        path.unlink()
    small.write("case/blocks/20-background.md", HEAD + TEXT)
    small.write("case/facts.yaml", FACTS)
    small.write(
        "case/dossier.yaml",
        "title: Case\nstate: Ruritania\nsubmitters: [{name: Union}]\ndocuments:\n"
        "  note: {template: note, title: Note, date: 2026-01-01}\n"
        "  note-fr: {template: note, title: Note, date: 2026-01-01, language: fr}\n",
    )
    folder.joinpath("..", "..", "templates", "note").mkdir(parents=True)
    (small.root / "templates" / "note" / "outline.yaml").write_text(
        "name: Note\nsections:\n  - {id: background, title: Background, takes: background}\n"
    )
    return small


def told(case, *rules):
    found = case.dossier("case").findings
    return [(each.rule, each.line, each.message) for each in found if each.rule in rules]


def translated(case, text=FRENCH):
    case.write("case/blocks/fr/20-background.md", text)
    ran = case.run("translate", "case", "--to", "fr", "--done", "all")
    assert ran.status == 0, ran.err
    return ran


def printed(case):
    assert case.run("build", "case/note-fr", "--format", "md").status == 0
    return (case.output / "case" / "note-fr.md").read_text("utf-8")


def test_a_document_takes_the_blocks_of_its_language(case):
    translated(case)
    assert told(case, "untranslated", "stale-translation", "translation-without-record") == []
    text = printed(case)
    assert "Le tribunal" in text and "300\u00a0membres" in text and "court" not in text


def test_what_is_not_translated_is_told_and_prints_as_it_was_written(case):
    assert told(case, "untranslated") == [
        ("untranslated", 6, "a block has no French translation: background")
    ]
    assert "The court" in printed(case)


def test_what_rules_for_french_find_in_english_text_is_not_told_besides(case):
    """Neither in a block without translation, nor in paragraphs of one that was only begun."""

    def at_fault():
        ran = case.run("check", "case/note-fr")
        said = ran.out + ran.err
        return "[untranslated]" in said, {*re.findall(r"\[(misspelt|missing-space)\]", said)}

    case.change("case/blocks/20-background.md", "The court", "The court, cinquieme: 12%! It")
    assert at_fault() == (True, set())
    assert case.run("translate", "case", "--to", "fr").status == 0
    assert at_fault() == (True, set())
    path = "case/blocks/fr/20-background.md"
    case.change(path, "Each union must register within", "Chaque syndicat cinquieme doit: avant")
    assert at_fault() == (True, {"misspelt"})


def test_a_final_document_is_not_made_of_words_in_another_language(case):
    case.change("case/dossier.yaml", "language: fr", "language: fr, status: final")
    ran = case.run("build", "case/note-fr", "--format", "md")
    assert ran.status == 1 and "error[untranslated]" in ran.err


def test_a_block_may_be_written_in_the_language_of_the_document(case):
    case.change("case/blocks/20-background.md", "kind:", "language: fr\nkind:")
    assert told(case, "untranslated") == [
        ("untranslated", 5, "a block has no English translation: background")
    ]


def test_a_changed_sentence_makes_exactly_its_translation_stale(case):
    translated(case)
    case.change("case/blocks/20-background.md", "within 30 days", "within 60 days")
    assert told(case, "stale-translation") == [
        (
            "stale-translation",
            8,
            "this was translated from other words: … register within [-30-]{+60+} days.",
        )
    ]
    ran = case.run("translate", "case", "--to", "fr", "--done", "background/text.3")
    assert ran.status == 0 and told(case, "stale-translation") == []


def test_a_paragraph_that_came_or_went_is_told_and_put_in(case):
    translated(case)
    case.change("case/blocks/20-background.md", "Each union", "It may appeal.\n\nEach union")
    assert told(case, "stale-translation") == [
        ("stale-translation", 2, 'the original says more than its translation: "It may appeal."')
    ]
    assert case.run("translate", "case", "--to", "fr").status == 0
    text = (case.content / "case/blocks/fr/20-background.md").read_text("utf-8")
    assert text == FRENCH.replace("Chaque", "It may appeal.\n\nChaque")
    assert told(case, "stale-translation") == []
    (left,) = told(case, "untranslated")
    assert left[1:] == (8, '1 of 7 paragraphs of "background" are not translated yet: line 8')
    case.change("case/blocks/20-background.md", "It may appeal.\n\n", "")
    (gone,) = told(case, "stale-translation")
    assert gone[2] == 'the original does not say this any more: "It may appeal."'


def test_a_skeleton_holds_all_but_the_words_and_touches_no_translation(case):
    assert case.run("translate", "case", "--to", "fr").status == 0
    file = case.content / "case/blocks/fr/20-background.md"
    assert file.read_text("utf-8") == f"---\nid: background\n---\n{TEXT}"
    (left,) = told(case, "untranslated")
    assert case.run("undo").status == 0 and not file.exists()
    assert case.run("translate", "case", "--to", "fr").status == 0
    assert left[2].startswith(
        '6 of 6 paragraphs of "background" are not translated yet: lines 4, 6'
    )
    file.write_text(FRENCH, "utf-8")
    ran = case.run("translate", "case", "--to", "fr")
    assert "1 block: 1 done" in ran.out and file.read_text("utf-8") == FRENCH
    assert told(case, "untranslated") == []


def test_a_document_whose_registries_lack_its_language_can_be_translated(case):
    case.change("case/dossier.yaml", "language: fr}", "language: es}")
    ran = case.run("translate", "case/note-fr", "--to", "es")
    assert ran.status == 0 and "1 block: 1 in part" in ran.out
    assert (case.content / "case" / "blocks" / "es" / "20-background.md").exists()
    case.change("case/dossier.yaml", "template: note, title: Note, date: 2026-01-01, language: es",
                "template: none, title: Note, date: 2026-01-01, language: es")  # fmt: skip
    ran = case.run("translate", "case/note-fr", "--to", "es")
    assert ran.status == 1 and "none" in ran.err


def test_a_translation_without_record_or_original_is_told(case):
    case.write("case/blocks/fr/20-background.md", FRENCH)
    case.write("case/blocks/fr/30-law.md", "---\nid: law\n---\nLa loi.\n")
    found = told(case, "translation-without-record", "stray-translation")
    assert {each[0] for each in found} == {"translation-without-record", "stray-translation"}


def test_a_translation_with_other_paragraphs_is_not_called_done(case):
    case.write("case/blocks/fr/20-background.md", FRENCH.replace("- un\n", ""))
    ran = case.run("translate", "case", "--to", "fr", "--done", "background")
    assert ran.status == 1 and "see text.5" in ran.err


def test_an_edited_french_word_file_comes_home_into_the_french_block(case):
    translated(case)
    english = (case.content / "case/blocks/20-background.md").read_bytes()
    assert case.run("build", "case/note-fr", "--format", "docx").status == 0
    document = Document(str(case.output / "case" / "note-fr.docx"))
    words = [each for each in document.element.body.iter() if each.tag.endswith("}t")]
    found = next(each for each in words if "Chaque syndicat" in (each.text or ""))
    found.text = found.text.replace("Chaque syndicat", "Tout syndicat")
    document.save("edited.docx")
    ran = case.run("pull", "edited.docx", "--apply")
    assert ran.status == 0, ran.err
    text = (case.content / "case/blocks/fr/20-background.md").read_text("utf-8")
    assert text == FRENCH.replace("Chaque syndicat", "Tout syndicat")
    assert (case.content / "case/blocks/20-background.md").read_bytes() == english


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Il a {fact:members}.", "Il a des membres.", "it lacks {fact:members}"),
        ("#section:background", "#section:law", "it lacks (#section:background)"),
        ("30 jours", "60 jours", "it lacks 30 and it has 60 besides"),
        ("30 jours", "trente jours", ""),
        ("30 jours", "30 jours {quote:C087 art. 2}", "it has {quote:C087 art. 2} besides"),
    ],
)
def test_facts_references_and_numbers_are_the_same_in_all_languages(case, old, new, said):
    translated(case, FRENCH.replace(old, new))
    found = told(case, "translation-differs", "translated-numbers-differ", "quotations-differ")
    assert [said in each[2] for each in found] == ([True] if said else [])


def test_a_title_that_is_not_printed_stops_no_final_document(case):
    translated(case)
    case.change("case/blocks/20-background.md", "kind:", "title: The law\nkind:")
    case.change("case/dossier.yaml", "language: fr", "language: fr, status: final")
    found = [each for each in case.dossier("case").findings if each.rule == "stale-translation"]
    assert [each.severity for each in found] == ["warning"]
    case.change("case/blocks/20-background.md", "Each union", "Every union")
    found = [each for each in case.dossier("case").findings if each.rule == "stale-translation"]
    assert sorted(each.severity for each in found) == ["error", "warning"]


def test_a_title_that_is_not_printed_does_not_count_as_untranslated(case):
    case.change("case/blocks/20-background.md", "kind:", "title: The law\nkind:")
    assert case.run("translate", "case", "--to", "fr").status == 0
    path = case.content / "case/blocks/fr/20-background.md"
    head = path.read_text("utf-8").partition("# The law")[0]
    assert "title: The law" in head
    path.write_text(head + FRENCH.partition("---\nid: background\n---\n")[2], "utf-8")
    assert told(case, "untranslated") == []


def test_words_for_some_readers_are_guarded_in_all_languages(case):
    said = "Chaque [syndicat clandestin de la mine]{audience: partners, else: syndicat} doit"
    translated(case, FRENCH.replace("Chaque syndicat doit", said))
    dossier = case.dossier("case")
    words = [text for text, _, _ in guarded(dossier.registry, dossier.library, "public")]
    assert "syndicat clandestin de la mine" in words


@pytest.mark.parametrize(
    ("said", "id_"),
    [
        ("Réintégrer les agents révoqués.", "reintegrer-les-agents-revoques"),
        ("Отменить закон о профсоюзах.", "otmenit-zakon-o-profsoyuzah"),
        ("废除该法。", "new"),
        ("Repeal the law of 2014.", "repeal-law-2014"),
    ],
)
def test_a_new_recommendation_is_called_after_its_words_in_any_script(case, said: str, id_: str):
    files, _ = read_files(case.places(), "case")
    nodes, _ = read_text(said, "x", "x.md")
    held = block_files(files, "en")
    ((_, _, made),) = new_blocks(held, [Added(nodes, "background", False, 1)])
    assert made == id_


def test_a_recommendation_added_to_a_french_document_says_its_language(case):
    translated(case)
    files, _ = read_files(case.places(), "case")
    assert files is not None
    held = block_files(files, "fr")
    nodes, _ = read_text("Abroger la loi.", "x", "x.md")
    ((path, text, id_),) = new_blocks(held, [Added(nodes, "background", False, 1)])
    assert path.parent.name == "blocks" and "language: fr\n" in text and id_ == "abroger-la-loi"


@pytest.mark.parametrize(("tag", "number", "text", "said"), [
    ("ru", 3, "Погибли трое.", True), ("ru", 12, "в течение двенадцати месяцев", True),
    ("ru", 24, "из двадцати четырех дел", True), ("ru", 3, "Тридцать дел.", False),
    ("ar", 12, "في غضون اثني عشر شهراً", True), ("ar", 3, "القادة الثَّلاثة", True),
    ("ar", 37, "سبعة وثلاثين متهماً", True), ("ar", 3, "ثلاثين يوماً", False),
    ("fr", 12, "dans les douze mois", True), ("zh", 12, "十二个月内", True),
])  # fmt: skip
def test_a_number_in_words_is_known_in_each_of_its_forms(tag, number, text, said):
    found = [*differences((Text(f"{number} days"),), (Text(text),), "en", tag)]
    assert (found == []) is said


WORDS_OUTSIDE = """title: Case
state: Ruritania
submitters: [{name: Union, status: an association of miners, city: Port}]
documents:
  note:
    {template: note, title: Note, date: 2026-01-01, keywords: [unfair dismissal],
     parts: [{id: one, title: Strikes that were broken}]}
  note-fr:
    {template: note, title: Note, date: 2026-01-01, language: fr, keywords: [unfair dismissal],
     parts: [{id: one, title: Strikes that were broken}]}
"""


def outside(case, words=WORDS_OUTSIDE):
    case.write("case/dossier.yaml", words)
    case.write(
        "case/facts.yaml", FACTS.replace("  wording: {en: 300 members, fr: 300 membres}\n", "")
    )
    (case.root / "templates" / "note" / "outline.yaml").write_text(
        "name: Note\nfields: {parts: {is: list, keys: {id: {is: text}, title: {is: text}}}}\n"
        "sections:\n  - {id: who, title: '', text: '{{ submitters[0].status }}'}\n"
        "  - {id: background, title: Background, takes: background}\n"
        "  - {repeat: parts, text: Text.}\n"
    )
    translated(case)
    return [each[2] for each in told(case, "untranslated-words")]


def test_words_outside_of_blocks_that_print_in_the_first_language_are_told(case):
    said = " ".join(outside(case))
    for words in ("an association of miners", "unfair dismissal", "broken", "300 members"):
        assert words in said, words


def test_what_a_document_says_in_its_own_language_is_not_told_as_untranslated(case):
    head, french = WORDS_OUTSIDE.split("  note-fr:")
    french = french.replace("unfair dismissal", "licenciement").replace(
        "Strikes that were broken", "Des grèves brisées"
    )
    own = "    {submitters: [{name: Union, status: association de mineurs}],\n     template"
    words = f"{head}  note-fr:{french.replace('    {template', own)}"
    (only,) = outside(case, words)
    assert "300 members" in only

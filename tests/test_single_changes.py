"""Single changes of Word files: each is taken, left or rewritten without the others."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from dossier.interchange.changes.chosen_changes import Answer, Choice, Choices, chosen, comment_id
from dossier.interchange.changes.single_changes import SingleChange, rivals, single_changes
from dossier.interchange.pull.pull_request import PullRequest
from dossier.interchange.pull.run import PullResult, pull
from dossier.ooxml.names import q
from tests.conftest import Project
from tests.edits import EVERY, edited
from tests.partners import Partner

PORTS = "homecoming/blocks/20-background.md"
TODAY = date(2026, 11, 28)


def came(homecoming: Project, **files: bytes) -> tuple[list[PullResult], tuple[SingleChange, ...]]:
    """Pull files, each alone, and return what they bring."""
    results = []
    for name, content in files.items():
        path = Path(f"{name}.docx")
        request = PullRequest((path,), contents={path: content}, deletions="accept")
        results.append(pull(homecoming.places(), request))
    return results, single_changes(results)


def text(result: PullResult, path: str) -> str:
    """Return what a file will hold."""
    found = [each.after for each in result.changes if each.path.name == path]
    return found[0] if found else ""


def told(changes) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(each.sort, each.old.strip(), each.new.strip(), each.authors) for each in changes]


def test_each_tracked_change_is_one_with_who_made_it_and_when(homecoming, sent):
    partner = Partner(sent).says("founded in 1931", "founded in 1932").by("Ben Okafor")
    _, changes = came(homecoming, back=partner.says("most", "nearly all").sends())
    assert told(changes) == [
        ("words", "1931", "1932", ("Ana Petrova",)),
        ("words", "most", "nearly all", ("Ben Okafor",)),
    ]
    assert changes[0].by[0][1].startswith("2024-05-")
    assert [each.block for each in changes] == ["federation", "ports"]


def test_two_changes_in_one_sentence_are_taken_one_without_the_other(homecoming, sent):
    content = Partner(sent).says("900", "950").says("ten years", "a decade").sends()
    results, changes = came(homecoming, back=content)
    assert [each.new.strip() for each in changes] == ["950", "a decade"]
    left = Choices({changes[1].id: Choice("leave")}, by="Me", today=TODAY)
    result = chosen(results, changes, left)
    assert "employs 950 of" in text(result, "20-background.md")
    assert "more than ten years.[@ffs-2025, p. 3]" in text(result, "20-background.md")
    assert "a decade" in text(result, "20-background.review.yaml")
    assert "950" not in text(result, "20-background.review.yaml")


def test_what_two_people_changed_side_by_side_are_two_changes(homecoming, sent):
    partner = Partner(sent).says("twelve", "thirteen").by("Ben Okafor").says("lasts", "takes")
    _, changes = came(homecoming, back=partner.sends())
    assert sorted(each.authors for each in changes) == [("Ana Petrova",), ("Ben Okafor",)]


def test_an_edit_without_tracking_is_a_change_of_who_saved_the_file(homecoming, sent):
    partner = Partner(sent).by("").says("twelve", "thirteen")
    (core,) = (each for each in partner.editor.parts if each.endswith("core.xml"))
    properties = partner.editor.parts[core]
    saved = re.sub(rb"(lastModifiedBy>)[^<]*", rb"\1Marta Silva", properties)
    assert saved != properties
    partner.editor.parts[core] = saved
    _, changes = came(homecoming, back=partner.sends())
    assert [(each.old, each.new) for each in changes] == [("twelve", "thirteen")]
    assert changes[0].authors == ("Marta Silva",) and not changes[0].tracked


def test_a_file_that_kept_our_properties_says_nobody_who_changed_it(homecoming, sent):
    _, changes = came(homecoming, back=Partner(sent).by("").says("twelve", "thirteen").sends())
    assert [(each.by, each.tracked) for each in changes] == [((), False)]


def test_a_dismissed_change_is_kept_as_a_settled_note(homecoming, sent):
    results, changes = came(homecoming, back=Partner(sent).says("twelve", "thirteen").sends())
    choices = Choices({changes[0].id: Choice("dismiss")}, by="Me", today=TODAY)
    result = chosen(results, changes, choices)
    assert [each.path.name for each in result.changes] == ["20-background.review.yaml"]
    assert "settled: 2026-11-28" in text(result, "20-background.review.yaml")


def test_a_change_can_be_rewritten(homecoming, sent):
    results, changes = came(homecoming, back=Partner(sent).says("twelve", "thirteen").sends())
    result = chosen(results, changes, Choices({changes[0].id: Choice("take", "about 12")}))
    assert "A shift lasts about 12 hours." in text(result, "20-background.md")
    assert len(result.changes) == 1


def test_a_new_paragraph_can_be_rewritten(homecoming, sent):
    content = Partner(sent).paragraph("Nobody", "It rains in Zenda.").sends()
    results, changes = came(homecoming, back=content)
    result = chosen(results, changes, Choices({changes[0].id: Choice("take", "It pours.")}))
    assert "It pours." in text(result, "20-background.md")
    assert "It rains" not in text(result, "20-background.md")


def test_a_new_paragraph_a_lost_one_and_a_word_are_three_changes(homecoming, sent):
    partner = Partner(sent).paragraph("Nobody", "It rains in Zenda.").without("The sentence stands")
    results, changes = came(homecoming, back=partner.says("twelve", "ten").sends())
    assert sorted(each.sort for each in changes) == ["paragraph", "paragraph", "words"]
    rain = next(each for each in changes if "rains" in each.new)
    gone = next(each for each in changes if not each.new)
    result = chosen(results, changes, Choices({gone.id: Choice("leave")}))
    after = text(result, "20-background.md")
    assert "It rains in Zenda." in after and "lasts ten hours" in after
    assert "The sentence stands in section 4" in after
    result = chosen(results, changes, Choices({rain.id: Choice("leave")}))
    assert "It rains" not in text(result, "20-background.md")
    assert "The sentence stands" not in text(result, "20-background.md")


def test_changes_in_a_note_are_changes_too(homecoming, sent):
    partner = Partner(sent)
    story = partner.editor.roots["word/footnotes.xml"]
    partner.editor.body, body = story, partner.editor.body
    partner.says("midnight", "noon").says("1999", "1998")
    partner.editor.body = body
    results, changes = came(homecoming, back=partner.sends())
    assert {each.note for each in changes} == {"ports/day", "ports/law"}
    last = next(each for each in changes if each.note == "ports/law")
    after = text(chosen(results, changes, Choices({last.id: Choice("leave")})), "20-background.md")
    assert "ends at noon" in after and "amended in 1999" in after


def test_a_note_that_is_taken_out_is_a_change_that_says_the_note(homecoming, sent):
    partner = Partner(sent)
    call = partner.editor.one(list(partner.editor.body.iter(q("footnoteReference")))[:1])
    partner.editor.take(call.getparent())
    results, changes = came(homecoming, back=partner.sends())
    assert told(changes) == [
        (
            "note",
            "[note: A hiring by the day ends at midnight, whoever is still at work.]",
            "",
            ("Ana Petrova",),
        )
    ]
    assert chosen(results, changes, Choices({changes[0].id: Choice("leave")})).wanted == {}


def test_what_two_partners_wrote_in_one_place_stands_against_each_other(homecoming, sent):
    ana = Partner(sent, "Ana").says("twelve", "thirteen").says("900", "950").sends()
    ben = Partner(sent, "Ben").says("twelve", "fourteen").says("900", "950").sends()
    results, changes = came(homecoming, ana=ana, ben=ben)
    both = next(each for each in changes if each.new == "950")
    assert both.files == ("ana.docx", "ben.docx") and both.authors == ("Ana", "Ben")
    against = [each for each in changes if each.id in rivals(changes)]
    assert sorted(each.new for each in against) == ["fourteen", "thirteen"]
    result = chosen(results, changes, Choices())
    assert "employs 950" in text(result, "20-background.md")
    assert "lasts twelve hours" in text(result, "20-background.md")
    taken = {each.id: Choice("take") for each in against}
    refused = chosen(results, changes, Choices(taken))
    assert [each.rule for each in refused.findings] == ["rival-changes"]
    assert refused.changes == ()
    one = chosen(
        results, changes, Choices({against[0].id: Choice("take"), against[1].id: Choice("dismiss")})
    )
    assert f"lasts {against[0].new} hours" in text(one, "20-background.md")


def test_a_conflict_with_the_text_now_leaves_it_or_takes_theirs(homecoming, sent):
    homecoming.change("homecoming/blocks/20-background.md", "twelve", "eleven")
    results, changes = came(homecoming, back=Partner(sent).says("twelve", "thirteen").sends())
    (conflict,) = changes
    assert (conflict.sort, conflict.old, conflict.new) == ("conflict", "eleven", "thirteen")
    assert "20-background.md" not in [
        each.path.name for each in chosen(results, changes, Choices()).changes
    ]
    theirs = chosen(results, changes, Choices({conflict.id: Choice("take")}, by="Me"))
    assert "lasts thirteen hours" in text(theirs, "20-background.md")
    assert "settled_by" in text(theirs, "20-background.review.yaml")
    own = chosen(results, changes, Choices({conflict.id: Choice("take", "11 or 13")}, by="Me"))
    assert "lasts 11 or 13 hours" in text(own, "20-background.md")


def test_a_fact_that_was_typed_over_is_not_takable_and_names_its_entry(homecoming, sent):
    results, changes = came(
        homecoming, back=Partner(sent).by("").says("four ports", "five ports").sends()
    )
    (proposal,) = changes
    assert (proposal.sort, proposal.takable) == ("proposal", False)
    assert "facts.yaml" in proposal.hint
    result = chosen(
        results, changes, Choices({proposal.id: Choice("dismiss")}, by="Me", today=TODAY)
    )
    assert "settled_by" in text(result, "10-federation.review.yaml")


def test_a_comment_is_answered_and_settled(homecoming, sent):
    content = Partner(sent).remarks_on("statutes", "Which year?").sends()
    results, changes = came(homecoming, back=content)
    (remark,) = results[0].files[0].returned.remarks
    name = comment_id("back.docx", remark.id)
    choices = Choices(answers={name: Answer("Of 1999.", True)}, by="Me", today=TODAY)
    after = text(chosen(results, changes, choices), "10-federation.review.yaml")
    assert "Which year?" in after and "Of 1999." in after
    assert "answers: r1" in after and "settled: 2026-11-28" in after


def test_the_ids_of_changes_stay_when_another_block_changes(homecoming, sent):
    content = Partner(sent).says("twelve", "thirteen").says("founded", "set up").sends()
    _, before = came(homecoming, back=content)
    homecoming.change("homecoming/blocks/10-federation.md", "second", "third")
    _, after = came(homecoming, back=content)
    assert [each.id for each in before] == [each.id for each in after]


@pytest.mark.parametrize("seed", range(12))
def test_any_choice_of_random_edits_can_be_written_and_all_of_them_are_the_pull(
    homecoming, sent, seed
):
    """Nothing chosen leaves the blocks alone, all of it is what `pull` writes, and a few as well."""
    chance = Random(seed)
    content, log = edited(sent, chance, EVERY, 4, ("", "Ann", "Ben"))
    results, changes = came(homecoming, back=content)
    own = [each for each in changes if each.parts or each.added]
    whole = chosen(results, changes, Choices())
    if not any(each.unsure for each in changes):
        plain = {each.path: each.after for each in results[0].changes}
        assert {each.path: each.after for each in whole.changes} == plain, log
    none = chosen(results, changes, Choices({each.id: Choice("leave") for each in changes}))
    assert {each.path.suffix for each in none.changes} <= {".yaml"}, log
    for _ in range(3):
        few = {each.id: Choice("leave") for each in own if chance.randrange(2)}
        assert not [
            e for e in chosen(results, changes, Choices(few)).findings if e.rule == "unwritable"
        ], log


def listed(project: Project, *words: str) -> tuple[int, dict]:
    """Return what `pull` says of single changes of the file `back.docx`."""
    ran = project.run("pull", str(project.root / "back.docx"), "--json", *words)
    return ran.status, json.loads(ran.out)


@pytest.fixture
def back(homecoming, sent) -> Project:
    """A project with a Word file that came back with two changes."""
    content = Partner(sent).says("900", "950").says("ten years", "a decade").sends()
    (homecoming.root / "back.docx").write_bytes(content)
    return homecoming


def test_the_command_lists_changes_and_leaves_the_one_that_is_named(back: Project):
    before = (back.content / PORTS).read_text("utf-8")
    code, found = listed(back, "--each")
    assert code == 0 and [each["way"] for each in found["single"]] == ["take", "take"]
    assert (back.content / PORTS).read_text("utf-8") == before
    two = found["single"][1]["id"]
    assert listed(back, "--leave", two, "--apply")[1]["written"]
    after = (back.content / PORTS).read_text("utf-8")
    assert "employs 950 of" in after and "more than ten years" in after
    assert "a decade" in (back.content / PORTS.replace(".md", ".review.yaml")).read_text("utf-8")
    (again,) = (each for each in listed(back, "--each")[1]["single"] if each["id"] == two)
    assert again["way"] == "leave"
    assert listed(back, "--take", two, "--apply")[1]["written"]
    assert "more than a decade" in (back.content / PORTS).read_text("utf-8")


def test_the_command_takes_only_what_is_named_where_others_are_left(back: Project):
    two = listed(back, "--each")[1]["single"][1]["id"]
    listed(back, "--take", two, "--others", "leave", "--apply")
    after = (back.content / PORTS).read_text("utf-8")
    assert "employs 900 of" in after and "more than a decade" in after


def test_the_command_refuses_what_is_not_clear_and_writes_nothing(back: Project):
    before = (back.content / PORTS).read_text("utf-8")
    one = listed(back, "--each")[1]["single"][0]["id"]
    for words in (("--take", "c0"), ("--take", one, "--leave", one)):
        code, found = listed(back, *words, "--apply")
        assert code == 1 and found["findings"][0]["severity"] == "error"
    assert (back.content / PORTS).read_text("utf-8") == before

"""Drawings say what the data say, in words too, and no two words of them lie over each other."""

from __future__ import annotations

import base64
import io
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise, product

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter, ImageStat

from dossier.build.alternative_text import describe
from dossier.build.drawn_pictures import illustrated
from dossier.build.ready_document import ReadyDocument
from dossier.build.resolve.figures import illustrate
from dossier.build.resolve.setting import Setting
from dossier.model.document import Ask, Document, Properties, Settings
from dossier.model.edition import Edition
from dossier.model.figures import (
    LEVELS,
    Code,
    Counts,
    FigureTheme,
    Moment,
    Positions,
    Rating,
    Timeline,
)
from dossier.model.language import language
from dossier.model.numbering import number
from dossier.model.registry import Day, Place, Registry
from dossier.readers.registries.incidents import read_incidents
from dossier.readers.registries.instruments import categories
from dossier.readers.registries.ratings import ratings as index
from dossier.readers.templates.theme import read_theme
from dossier.writers.figures import (
    MOST_LABELLED,
    _laid,
    _raster,
    _vector,
    draw_raster,
    draw_vector,
)
from dossier.writers.figures import font_files as module
from dossier.writers.figures.canvas import EDGE, WIDTH, Area, Canvas, Sign, Stroke, Words, box
from dossier.writers.figures.counts import lay_counts
from dossier.writers.figures.dense_timeline import lay_dense
from dossier.writers.figures.faces import steps_of
from dossier.writers.figures.font_files import font_files
from dossier.writers.figures.label_placement import spread
from dossier.writers.figures.paths import FINE, paths
from dossier.writers.figures.placed_glyphs import placed, printable, require_letters
from dossier.writers.figures.positions import hatching, lay_positions
from dossier.writers.figures.raster import DOTS, raster
from dossier.writers.figures.rating import lay_rating
from dossier.writers.figures.svg import vector
from dossier.writers.figures.symbols import SHAPES
from dossier.writers.figures.text_measurement import width_of, wrapped
from dossier.writers.figures.timeline import lay_timeline
from dossier.writers.figures.writing_order import in_printed_order
from tests.conftest import ROOT
from tests.test_cite import background

LOOK = FigureTheme("#1c2023", "#57626b", "#14466b", "#b9c4cc", "#eef2f5")
ENGLISH = language("en-GB")
DOT = DOTS / 72 / FINE
SCALE = tuple((level, words["en"]) for level, words in index().items())

WORDS = st.sampled_from(
    ["union", "strike", "Қазақстан", "еңбек", "naïve", "Łódź", "co\xadoperate", "$5", "C#", "<b>",
     "a&b", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"]
)  # fmt: skip


def phrases(most: int):
    return st.lists(WORDS, min_size=1, max_size=most).map(" ".join)


@st.composite
def timelines(draw, most=40):
    groups = tuple(draw(st.lists(phrases(4), min_size=1, max_size=12, unique=True)))
    moments = []
    for _ in range(draw(st.integers(1, most))):
        first = date(2010, 1, 1) + timedelta(draw(st.integers(0, 4000)))
        last = first + timedelta(draw(st.sampled_from([0, 0, 0, 5, 30, 365])))
        day = Day(first.year, first.month, first.day)
        label = ENGLISH.day(day)
        group, lasted = draw(st.sampled_from(groups)), draw(st.booleans())
        moments.append(Moment(first, last, label, draw(phrases(14)), group, lasted))
    return Timeline(tuple(moments), groups)


@st.composite
def counts(draw):
    years = tuple(str(year) for year in range(2000, 2000 + draw(st.integers(1, 22))))
    names = draw(st.lists(phrases(8), min_size=1, max_size=12, unique=True))
    number = st.sampled_from([0, 0, 0, 1, 2, 3, 17, 250])
    rows = tuple((name, tuple(draw(number) for _ in years)) for name in names)
    return Counts((("least", (1,) * len(years)), *rows), years)


@st.composite
def positions(draw):
    answers = draw(st.lists(phrases(3), min_size=1, max_size=5, unique=True))
    names = draw(st.lists(phrases(6), min_size=1, max_size=12, unique=True))
    number = st.integers(0, 200)
    rows = tuple((name, tuple((answer, draw(number)) for answer in answers)) for name in names)
    return Positions((("least", ((answers[0], 1),)), *rows))


@st.composite
def ratings(draw):
    value = draw(st.sampled_from(LEVELS))
    before = draw(st.sampled_from(["", *LEVELS]))
    title = draw(st.sampled_from(["", "ITUC Global Rights Index 2022, Kazakhstan"]))
    return Rating(value, dict(SCALE)[value], SCALE, before, draw(phrases(5)), title)


def drawings():
    code = phrases(3).map(lambda each: Code(f"https://example.org/{each}", 25))
    return st.one_of(timelines(6), counts(), positions(), ratings(), code)


def lay(drawing):
    match drawing:
        case Timeline() if len(drawing.moments) > MOST_LABELLED:
            return lay_dense(drawing, LOOK, ENGLISH)
        case Timeline():
            return lay_timeline(drawing, LOOK, ENGLISH)
        case Counts():
            return lay_counts(drawing, LOOK, ENGLISH)
        case Positions():
            return lay_positions(drawing, LOOK, ENGLISH)
        case Rating():
            return lay_rating(drawing, LOOK, ENGLISH)


def drawn(drawing, theme=LOOK):
    return draw_vector(drawing, theme, ENGLISH), draw_raster(drawing, theme, ENGLISH)


def printed_as(plate):
    """Return a canvas as SVG and as PNG."""
    found = tuple(paths(plate, LOOK))
    return vector(plate, found), raster(plate, found, LOOK)


def frames(plate):
    """Return the frames of the ink of words and signs (left, top, right, bottom), in dots."""
    found = []
    for part in plate.parts:
        if isinstance(part, Words | Sign):
            _, *drawn = paths(replace(plate, parts=(part,)), LOOK)
            spots = [
                ((each.x + x) * DOT, (each.y + y) * DOT)
                for path in drawn for each in path.shapes
                for _, places in each.shape.steps for x, y in places
            ]  # fmt: skip
            if spots:
                across, down = zip(*spots, strict=True)
                found.append((part, (min(across), min(down), max(across), max(down))))
    return found


def overlap(one, other):
    return all(min(one[n + 2], other[n + 2]) - max(one[n], other[n]) > 0.5 for n in (0, 1))


@given(st.one_of(timelines(), counts(), positions(), ratings()))
@settings(phases=[Phase.generate])  # smaller examples would take minutes to find
def test_no_two_words_or_signs_overlap_and_none_leaves_the_picture(drawing):
    plate = lay(drawing)
    found = frames(plate)
    wide, high = (each / 25.4 * DOTS for each in (plate.width, plate.height))
    for part, (left, top, right, bottom) in found:
        assert left >= -1 and right <= wide + 1 and top >= -1 and bottom <= high + 1, part
    for (one, frame), (other, second) in combinations(found, 2):
        assert not overlap(frame, second), (one, other)


@given(drawings())
@settings(max_examples=12)
def test_the_same_drawing_gives_the_same_bytes(drawing):
    first = drawn(drawing)
    for each in (_laid, _vector, _raster):
        each.cache_clear()
    assert drawn(drawing) == first


def test_documents_that_show_the_same_share_one_picture():
    first, second = Code("https://example.org", 25), Code("https://example.org", 25)
    for draw in (draw_vector, draw_raster):
        assert draw(first, LOOK, ENGLISH) is draw(second, LOOK, ENGLISH)
        green = replace(LOOK, ink="#0a5a2a")
        assert draw(first, green, ENGLISH) != draw(first, LOOK, ENGLISH)


def test_another_process_gives_the_same_bytes():
    """Nothing depends on the order of a set, on the hour, or on what was drawn before."""
    program = (
        "import hashlib\nfrom tests.test_drawings import *\n"
        "print(hashlib.sha256(b''.join(drawn(real_timeline(4)))).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found.add(ran.stdout)
    assert len(found) == 1


@given(drawings())
@settings(max_examples=15)
def test_the_vector_is_well_formed_and_has_no_letters_that_count_as_text(drawing):
    root = ET.fromstring(draw_vector(drawing, LOOK, ENGLISH))
    names = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert root.tag.endswith("}svg")
    assert not names & {"text", "tspan", "image", "script", "foreignObject", "date", "pattern"}


@given(drawings())
@settings(max_examples=15)
def test_the_raster_has_300_dots_an_inch_and_says_nothing_of_its_making(drawing):
    image = Image.open(io.BytesIO(draw_raster(drawing, LOOK, ENGLISH)))
    assert set(image.info) <= {"dpi", "transparency"}
    wide = drawing.width if isinstance(drawing, Code) else lay(drawing).width
    assert image.width == pytest.approx(wide / 25.4 * image.info["dpi"][0], rel=0.01)
    assert image.info["dpi"][0] >= 299.9


@pytest.mark.parametrize("wash", ["#eef2f5", "#f2f5f7", "#f8fafb"])
def test_the_raster_keeps_pale_grounds(wash):
    theme = replace(LOOK, wash=wash)
    image = Image.open(io.BytesIO(draw_raster(real_timeline(), theme, ENGLISH))).convert("RGB")
    found = {colour: count for count, colour in image.getcolors(1 << 24)}
    named = [tuple(bytes.fromhex(each[1:])) for each in (wash, "#ffffff", theme.ink, theme.accent)]
    assert {*named} <= {*found}
    assert {*sorted(found, key=found.get)[-2:]} == {*named[:2]}


@given(counts())
def test_every_count_stands_in_the_description(drawing):
    said = describe(drawing, ENGLISH)
    assert f"{drawing.total()} in all" in said
    for name, row in drawing.rows:
        assert f"{name}: " in said or not sum(row)
        for year, count in zip(drawing.columns, row, strict=True):
            assert f"{count} in {year}" in said or not count


@given(positions())
def test_every_answer_stands_in_the_description(drawing):
    said = describe(drawing, ENGLISH)
    for name, answers in drawing.rows:
        assert f"{name}, {sum(n for _, n in answers)} (" in said or not any(n for _, n in answers)
        for answer, count in answers:
            assert f"{count} {answer}" in said or not count


@given(timelines())
def test_every_event_stands_in_the_description_or_in_the_list_below(drawing):
    said = describe(drawing, ENGLISH)
    if len(drawing.moments) > MOST_LABELLED:  # the list below the picture has them
        assert f"{len(drawing.moments)} events" in said and "listed below" in said
        return
    for each in drawing.moments:
        assert f"{each.label}: {each.title}" in said


@given(counts())
def test_every_count_stands_in_the_picture(drawing):
    said = [part.text for part in lay(drawing).parts if isinstance(part, Words)]
    for name, row in drawing.rows:
        assert set(name.replace("\xad", "")) - {" "} <= set("".join(said))
        assert all(str(count) in said for count in row if count)
        assert str(sum(row)) in said


def test_descriptions_read_as_sentences():
    first = Moment(date(2011, 5, 1), date(2011, 5, 31), "May 2011", "Strike", "Right to strike")
    second = Moment(
        date(2018, 11, 10), date(2018, 11, 10), "10 November 2018", "Attack", "Violence"
    )
    assert describe(Timeline((second, first)), ENGLISH) == (
        "Timeline of 2 events from May 2011 to November 2018. May 2011: Strike (Right to strike); "
        "10 November 2018: Attack (Violence)."
    )
    assert describe(Timeline((first,)), ENGLISH) == (
        "Timeline of one event in May 2011. May 2011: Strike."
    )
    table = Counts((("Murder", (1, 0)), ("Arrest", (2, 3))), ("2016", "2017"))
    assert describe(table, ENGLISH) == (
        "Events by category and year, 6 in all. Murder: 1 in 2016; "
        "Arrest: 2 in 2016, 3 in 2017, 5 in all."
    )
    answers = Positions((("supported", (("implemented", 0), ("not implemented", 2))),))
    assert describe(answers, ENGLISH) == (
        "Earlier recommendations: supported, 2 (2 not implemented)."
    )
    rating = Rating("5", "No guarantee of rights", SCALE, "4", "", "ITUC Global Rights Index 2022")
    assert describe(rating, ENGLISH) == (
        "ITUC Global Rights Index 2022: 5, on a scale from 1 to 5+: No guarantee of rights; "
        "4 in the year before."
    )
    assert describe(Code("https://example.org", 30), ENGLISH) == (
        "QR code of the address https://example.org"
    )


def real_timeline(most=None):
    text = (ROOT / "content/kazakhstan/incidents.yaml").read_text("utf-8")
    entries, _ = read_incidents(text, "incidents.yaml", tuple(categories()))
    names = categories()
    moments = [
        Moment(each.date.first(), each.date.last(), ENGLISH.day(each.date), each.what["en"],
               names[each.category]["en"])
        for each in entries.values()
    ]  # fmt: skip
    return Timeline(tuple(moments[:most]), tuple(dict.fromkeys(each.group for each in moments)))


def test_forty_events_with_headlines_fit_on_a_page():
    titles = ["Ministry refuses to register the confederation", "Court orders it dissolved"]
    real = real_timeline().moments
    moments = tuple(
        Moment(each.first, each.last, each.label, titles[number % 2], each.group)
        for number, each in enumerate((*real, *real)[:40])
    )
    assert lay_timeline(Timeline(moments), LOOK, ENGLISH).height <= 200


def test_rows_stand_in_the_order_of_their_dates_and_years_stand_together():
    plate = lay_timeline(real_timeline(), LOOK, ENGLISH)
    marks = [part for part in plate.parts if isinstance(part, Sign)]
    assert [each.y for each in marks] == sorted(each.y for each in marks)
    assert len(marks) == len(real_timeline().moments)


def rows_end(plate):
    """Return where the rows of a dense timeline end, and the list of its events may begin."""
    rules = (part for part in plate.parts if isinstance(part, Stroke))
    return max((each.points[0][1] for each in rules if each.points[1][0] == WIDTH), default=9e9)


def marks_and_lines(plate):
    foot = rows_end(plate)
    marks = [part for part in plate.parts if isinstance(part, Sign) and part.y < foot]
    lines = [part for part in plate.parts if isinstance(part, Stroke) and part.width in (0.9, 2.4)]
    return marks, lines


def test_a_timeline_is_dense_when_it_has_too_many_events_for_their_words():
    many, few = real_timeline(), real_timeline(MOST_LABELLED)
    assert len(many.moments) > MOST_LABELLED
    assert drawn(many) == printed_as(lay_dense(many, LOOK, ENGLISH))
    assert drawn(few) == printed_as(lay_timeline(few, LOOK, ENGLISH))


@given(timelines(60))
@settings(max_examples=25)
def test_each_event_of_a_dense_timeline_has_its_mark_and_none_hides_another(timeline):
    plate = lay_dense(timeline, LOOK, ENGLISH)
    marks, lines = marks_and_lines(plate)
    assert len(marks) == len(lines) == len(timeline.moments)
    half = (marks[0].size / (0.8 if marks[0].shape == "D" else 1) + EDGE) / 72 * 25.4 / 2
    ink = [
        (min(line.points[0][0], mark.x - half), max(line.points[1][0], mark.x + half), mark.y)
        for mark, line in zip(marks, lines, strict=True)
    ]
    for (left, right, y), (other, end, down) in combinations(ink, 2):
        assert right <= other or end <= left or abs(y - down) >= 2 * half


@given(timelines(60))
@settings(max_examples=25)
def test_the_rows_of_a_dense_timeline_stand_in_the_order_of_groups_with_their_numbers(timeline):
    plate = lay_dense(timeline, LOOK, ENGLISH)
    held = [each.group for each in timeline.moments]
    groups = [each for each in timeline.groups if each in held]
    numbers = [part for part in plate.parts if isinstance(part, Words) and part.align == "right"]
    said = [str(held.count(each)) for each in groups]
    assert [each.text for each in numbers] == said + [str(len(held))] * (len(groups) > 1)
    assert [each.y for each in numbers] == sorted(each.y for each in numbers)
    edges = [part.points[0][1] for part in plate.parts
             if isinstance(part, Stroke) and part.points[1][0] == WIDTH]  # fmt: skip
    shapes = [
        {part.shape for part in plate.parts if isinstance(part, Sign) and top < part.y < bottom}
        for top, bottom in pairwise(sorted(edges))
    ]
    assert shapes == [{SHAPES[timeline.groups.index(each) % len(SHAPES)]} for each in groups]


def test_a_dense_timeline_of_twelve_groups_is_low():
    real = real_timeline()
    groups = real.groups[:12]
    moments = tuple(each for each in real.moments if each.group in groups)
    assert rows_end(lay_dense(Timeline(moments, groups), LOOK, ENGLISH)) <= 95
    assert rows_end(lay_dense(real, LOOK, ENGLISH)) <= 107


def test_what_lasted_begins_with_its_mark_and_what_is_unsure_has_it_in_the_middle():
    first, last = date(2012, 1, 1), date(2012, 12, 31)
    far = Moment(date(2016, 5, 1), date(2016, 5, 1), "1 May 2016", "x")
    timeline = Timeline((Moment(first, last, "2012", "x"), far))
    (mark, _), (line, _) = marks_and_lines(lay_dense(timeline, LOOK, ENGLISH))
    (left, _), (right, _) = line.points
    assert mark.x == pytest.approx((left + right) / 2)
    timeline = Timeline((Moment(first, last, "2012", "x", lasted=True), far))
    (mark, _), (bar, _) = marks_and_lines(lay_dense(timeline, LOOK, ENGLISH))
    assert mark.x == pytest.approx(left)
    assert bar.points == line.points
    assert bar.width > line.width


def test_a_dense_timeline_of_one_year_says_which():
    moments = tuple(
        Moment(date(2017, n, 3), date(2017, n, 3), "x", "x", "Right to strike")
        for n in (1, 4, 9, 12)
    )
    plate = lay_dense(Timeline(moments, ("Right to strike",)), LOOK, ENGLISH)
    said = [part.text for part in plate.parts if isinstance(part, Words)]
    assert {"2017", "January"} <= set(said)


def test_groups_are_told_apart_by_shape_and_not_by_colour():
    groups = tuple(f"group {number}" for number in range(16))
    moments = tuple(
        Moment(date(2017, 1, 1 + n), date(2017, 1, 1 + n), f"{1 + n} January 2017", "x", each)
        for n, each in enumerate(groups)
    )
    plate = lay_timeline(Timeline(moments, groups), LOOK, ENGLISH)
    marks = [part for part in plate.parts if isinstance(part, Sign)]
    assert len({(each.shape, each.fill) for each in marks}) == 16


def real_counts():
    held = real_timeline()
    years = range(2011, 2023)
    rows = tuple(
        (group, tuple(
            sum(each.group == group and each.first.year == year for each in held.moments)
            for year in years
        ))
        for group in held.groups
    )  # fmt: skip
    return Counts(rows, tuple(map(str, years)))


def test_eighteen_categories_of_twelve_years_take_less_than_half_a_page():
    counts = real_counts()
    assert len(counts.rows) == 18
    plate = lay_counts(counts, LOOK, ENGLISH)
    assert plate.height <= 110
    said = [part.text for part in plate.parts if isinstance(part, Words)]
    assert {name for name, _ in counts.rows} | {*counts.columns} <= set(said)


# What is printed


@given(drawings())
@settings(max_examples=15)
def test_the_vector_is_paths_of_whole_numbers_and_nothing_else(drawing):
    if isinstance(drawing, Code):
        return
    root = ET.fromstring(draw_vector(drawing, LOOK, ENGLISH))
    for each in root:
        assert each.tag.endswith("}path")
        assert len(each) == 0
        assert not set(each.attrib) & {"transform", "style", "clip-path", "id"}
        assert re.fullmatch("[MmlhvczZ0-9 -]*", each.get("d"))


def printed(vector, scale):
    """Return the vector as WeasyPrint prints it."""
    from pypdfium2 import PdfDocument
    from weasyprint import HTML

    root = ET.fromstring(vector)
    wide, high = root.get("width"), root.get("height")
    page = (
        f"<style>@page{{size:{wide} {high};margin:0}}body{{margin:0}}img{{display:block}}</style>"
        f'<img src="data:image/svg+xml;base64,{base64.b64encode(vector).decode()}">'
    )
    return PdfDocument(HTML(string=page).write_pdf())[0].render(scale=scale).to_pil()


@pytest.mark.parametrize("drawing", ["timeline", "dense", "counts", "rating", "signs"])
def test_the_vector_shows_what_the_raster_shows(drawing):
    marks = tuple(
        Sign(3 + 4 * n, 5, shape, 7, fill, LOOK.accent)
        for n, (shape, fill) in enumerate(product(SHAPES, (LOOK.accent, "#ffffff")))
    )
    ground = Area(box(2, 2, 100, 8), LOOK.wash, LOOK.rule)
    shown = {
        "timeline": lambda: drawn(real_timeline(6)),
        "dense": lambda: drawn(real_timeline()),
        "counts": lambda: drawn(real_counts()),
        "rating": lambda: drawn(Rating("5", "No guarantee", SCALE, "4")),
        "signs": lambda: printed_as(Canvas(70, 10, (ground, *marks))),
    }[drawing]()
    one = printed(shown[0], 2).convert("L")
    other = Image.open(io.BytesIO(shown[1])).convert("L").resize(one.size, Image.Resampling.BOX)
    difference = ImageChops.difference(one, other).filter(ImageFilter.BoxBlur(1))
    assert difference.getextrema()[1] < 120  # a sign upside down makes 180
    assert ImageStat.Stat(difference).mean[0] < 4  # letters shifted by a hair make 7


@given(phrases(6))
@settings(max_examples=20)
def test_outlines_keep_to_the_letters(text):
    """Each ends where the font ends it, and holds as much, in fewer steps."""
    for each in placed(printable(text), "PT Sans", "normal").glyphs:
        whole, made, units = RecordingPen(), RecordingPen(), each.face.units
        each.face.font.draw_glyph_with_pen(each.glyph, whole)
        for name, ends in steps_of(each.face, each.glyph):
            getattr(made, PEN[name])(*((x * units, y * units) for x, y in ends))
        assert bounds(made) == pytest.approx(bounds(whole), abs=units * 0.002)
        assert area(made) == pytest.approx(area(whole), rel=0.02)
        assert corners(made) <= corners(whole)


PEN = {"M": "moveTo", "L": "lineTo", "C": "curveTo", "Z": "closePath"}


def bounds(drawn):
    pen = BoundsPen(None)
    drawn.replay(pen)
    return pen.bounds or (0, 0, 0, 0)


def area(drawn):
    pen = AreaPen()
    drawn.replay(pen)
    return pen.value


def corners(drawn):
    return sum(2 * len(ends) if name == "qCurveTo" else len(ends) for name, ends in drawn.value)


@pytest.mark.parametrize("letter", ["l", "I", "h"])
def test_a_letter_is_as_dark_as_the_font_draws_it(letter):
    """PDFium would fill the rectangle of an l in whole dots."""
    (one,) = placed(letter, "PT Sans", "normal").glyphs
    whole = RecordingPen()
    one.face.font.draw_glyph_with_pen(one.glyph, whole)
    dots = 10 / 72 * DOTS
    ink = abs(area(whole)) / one.face.units**2 * dots**2
    for across in (2.0, 2.03, 2.05):
        _, dots_of = printed_as(Canvas(10, 10, (Words(across, 8, letter, 10, "#000000"),)))
        image = Image.open(io.BytesIO(dots_of)).convert("L")
        dark = sum((255 - shade) * count for shade, count in enumerate(image.histogram())) / 255
        assert dark == pytest.approx(ink, rel=0.04)


def test_letters_that_fit_each_other_stand_nearer():
    assert width_of("AV", "PT Sans", 10) < width_of("A", "PT Sans", 10) + width_of(
        "V", "PT Sans", 10
    )
    assert width_of("То", "PT Sans", 10, "bold") < sum(
        width_of(each, "PT Sans", 10, "bold") for each in "То"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("strike שלום 2017", "strike 2017 םולש"),
        ("שלום (12) strike", "strike )12( םולש"),
        ("a שלום, עולם b", "a םלוע ,םולש b"),
        ("a العمال: 5 (x)", "a 5 :لامعلا (x)"),
        ("שלום ITUC (CSI) עולם", "םלוע ITUC (CSI) םולש"),
        ("שלום [a {b}] ו", "ו ]a {b}[ םולש"),
        ("a (שלום) b", "a (םולש) b"),
        ("می\u200cخواهم", "مهاوخ\u200cیم"),
        ("no word turns", "no word turns"),
    ],
)
def test_words_from_right_to_left_stand_in_their_order(text, shown):
    runs = in_printed_order(text)
    assert "".join(run[::-1] if leftward else run for run, leftward in runs) == shown


def test_what_stands_first_in_a_line_from_right_to_left_is_printed_last():
    line = placed("(של) a", "PT Sans", "normal").glyphs
    shown = "a (לש)"  # in line with the words, brackets open to the left
    assert [each.glyph for each in line] == [
        each.face.font.get_nominal_glyph(ord(letter))
        for each, letter in zip(line, shown, strict=True)
    ]


@pytest.mark.parametrize(
    "word",
    ["نقابة", "گەڵ", "ێوە", "پښتو", "ګړۍ", "سنڌي", "ڪم", "یونین", "محمّد"],
    ids=["Arabic", "Sorani", "Sorani-e", "Pashto", "Pashto-g", "Sindhi", "Sindhi-k", "Urdu", "marks"],
)  # fmt: skip
def test_the_letters_of_a_word_are_joined(word):
    """Kept apart by a character that prints nothing, letters have the forms of single ones."""
    forms = {each.glyph for each in placed(word, "PT Sans", "normal").glyphs}
    apart = {each.glyph for each in placed("\u200c".join(word), "PT Sans", "normal").glyphs}
    assert forms - apart
    assert 0 not in forms


@pytest.mark.parametrize(
    ("word", "glyphs"),
    [("लक्ष्य", 3), ("க்ஷ", 1), ("ಕ್ಕ", 2), ("พี่", 3)],
    ids=["Devanagari", "Tamil", "Kannada", "Thai"],
)
def test_letters_that_are_written_as_one_are_one(word, glyphs):
    assert len(placed(word, "PT Sans", "normal").glyphs) == glyphs


def test_a_vowel_that_is_read_after_its_letter_may_stand_before_it():
    (letter,) = (each.glyph for each in placed("क", "PT Sans", "normal").glyphs)
    first, second = (each.glyph for each in placed("कि", "PT Sans", "normal").glyphs)
    assert second == letter
    assert first != letter


def test_a_mark_stands_over_the_middle_of_its_letter():
    letter, mark = placed("q\u0303", "PT Sans", "normal").glyphs
    assert letter.x == 0
    assert mark.x + middle(mark) == pytest.approx(middle(letter), abs=0.05)


def middle(each):
    across = [x for _, ends in steps_of(each.face, each.glyph) for x, _ in ends]
    return (min(across) + max(across)) / 2


def test_a_mark_stands_higher_over_a_higher_letter():
    (_, low), (_, high) = (
        placed(each, "Noto Sans", "normal").glyphs for each in ("x\u0303", "X\u0303")
    )
    assert high.y + top(high) > low.y + top(low) + 0.1


def top(each):
    return max(y for _, ends in steps_of(each.face, each.glyph) for _, y in ends)


def test_a_word_is_broken_between_letters_and_never_before_a_mark():
    lines = wrapped("กี่" * 12, 10, "PT Sans", 9)
    assert len(lines) > 1
    assert {len(each) % 3 for each in lines} == {0}


# Fonts of the machine


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine that has one font, in a folder, and a file that is none."""
    (*_, noto) = (
        each for each in font_files("PT Sans", "normal") if each.path.name == "NotoSans[wght].ttf"
    )
    (tmp_path / "deep").mkdir()
    shutil.copy(noto.path, tmp_path / "deep" / "Noto.TTF")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(module, "_folders_of_machine", lambda: (tmp_path, tmp_path / "missing"))
    for each in (module._installed, module._files_of_machine):
        each.cache_clear()
    yield tmp_path / "deep" / "Noto.TTF"
    for each in (module._installed, module._files_of_machine):
        each.cache_clear()


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_a_family_of_the_machine_is_used_where_the_theme_names_it(machine, weight):
    assert next(font_files("noto sans", weight)).path == machine
    assert next(font_files("Lato", weight)).path.name.startswith("PT_Sans")
    assert next(font_files("PT Sans", weight)).path.name.startswith("PT_Sans")


def test_a_font_of_the_machine_may_have_letters_that_no_other_has(machine):
    made = FontBuilder(1000)
    made.setupGlyphOrder([".notdef", "han"])
    made.setupCharacterMap({ord("会"): "han"})
    made.setupGlyf({name: TTGlyphPen(None).glyph() for name in (".notdef", "han")})
    made.setupHorizontalMetrics(dict.fromkeys((".notdef", "han"), (900, 0)))
    made.setupHorizontalHeader()
    made.setupNameTable({"familyName": "Own Han"})
    made.setupOS2(usWeightClass=400)
    made.save(machine.parent / "han.ttf")
    assert placed("会", "Own Han", "normal").width == 0.9


@pytest.mark.parametrize(
    ("words", "title", "says"),
    [
        ("value=5 before=5 year=2022", "ITUC Global Rights Index 2022", ""),
        ("value=5 before=5", "", ""),
        ("value=5 year=last", None, '"last" is no year'),
    ],
)
def test_a_rating_says_of_which_year_it_is(words, title, says):
    setting = Setting(Registry(), None, ENGLISH, "public", False, date(2022, 10, 31))
    shown = illustrate(Ask("picture", "rating", words), Place(), setting, lambda text, at: text)
    assert [each.message for each in setting.findings] == ([says] if says else [])
    (drawing,) = setting.drawings.values()
    if title is not None:
        assert drawing.title == title
        assert shown.alternative.startswith(f"{title}: 5, on" if title else "5, on")


@pytest.mark.parametrize(
    "empty",
    [Timeline(()), Counts((("Murder", (0, 0)),), ("2016", "2017")), Counts((), ()),
     Positions(()), Positions((("noted", (("implemented", 0),)),)), Rating("5", "", ()), Code("", 30)],
)  # fmt: skip
def test_a_drawing_without_data_is_an_error_of_the_author(empty):
    for draw in (draw_vector, draw_raster):
        with pytest.raises(ValueError, match="need"):
            draw(empty, LOOK, ENGLISH)


def test_letters_that_no_font_has_are_named_and_not_printed_as_boxes():
    require_letters("Қазақстан: ұлт — naïve Łódź “x” ₸ Հայ საქ ελλ ⇒ ✓ ★ ☎", "PT Sans")
    day = date(2017, 1, 1)
    with pytest.raises(ValueError, match="no font of pictures has 노 조"):
        draw_vector(
            Timeline((Moment(day, day, "1 January 2017", "solidarity 노조"),)), LOOK, ENGLISH
        )


def test_letters_that_no_font_has_are_an_error_at_their_picture(sourced):
    incidents = (
        "2017:\n  date: 2017-01-01\n  category: murder\n"
        "  what: {en: solidarity 노조}\n  sources: '@watch-2012'\n"
    )
    (sourced.content / "case" / "incidents.yaml").write_text(incidents, "utf-8")
    background(sourced, "{picture:timeline}")
    ran = sourced.run("build", "case", "--format", "md")
    assert ran.status == 1
    assert (
        "content/case/blocks/21-text.md:5: error[missing-letters]: "
        "the picture was not drawn, since no font has the letters 노 조" in ran.err
    )
    assert not [*sourced.output.rglob("*.*")]


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 9)), min_size=1, max_size=20))
def test_what_is_spread_keeps_its_order_and_stands_apart(things):
    wanted = sorted(place for place, _ in things)
    lengths = [length for _, length in things]
    found = spread(wanted, lengths, 120)
    ends = [place + length for place, length in zip(found, lengths, strict=True)]
    assert found[0] >= 0
    assert all(end <= place + 1e-6 for end, place in zip(ends, found[1:], strict=False))
    if sum(lengths) <= 120:
        assert ends[-1] <= 120 + 1e-6


@given(phrases(12), st.floats(8, 80))
def test_wrapped_words_fit_and_none_is_lost(text, width):
    lines = wrapped(text, width, "PT Sans", 9)
    assert "".join(lines).replace(" ", "") == text.replace("\xad", "").replace(" ", "")
    assert all(width_of(line, "PT Sans", 9) <= width + 0.6 for line in lines)


@given(st.sampled_from(["rising", "falling", "upright", "level"]), st.floats(0.5, 40))
def test_hatching_stays_within_its_bar(way, wide):
    for line in hatching(way, 10, 20, 10 + wide, 24.2):
        for across, down in line:
            assert 10 - 1e-9 <= across <= 10 + wide + 1e-9
            assert 20 - 1e-9 <= down <= 24.2 + 1e-9


def test_the_ratings_of_the_index_have_a_meaning_each():
    assert [level for level, _ in SCALE] == ["1", "2", "3", "4", "5", "5+"]
    assert dict(SCALE)["5"] == "No guarantee of rights"


def imported_by(program):
    heavy = "{'fontTools', 'uharfbuzz', 'pypdfium2', 'segno', 'PIL'}"
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\nprint(*sorted({heavy} & {{*sys.modules}}))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout.split()


def test_importing_the_package_imports_nothing_heavy():
    assert imported_by("import dossier.writers.figures, dossier.build.finished_files") == []


def test_pictures_of_web_pages_need_nothing_that_makes_rasters():
    program = (
        "from dossier.model.figures import *\n"
        "from dossier.model.language import language\n"
        "from dossier.writers.figures import draw_vector\n"
        "look = FigureTheme('#1c2023', '#57626b', '#14466b', '#b9c4cc', '#eef2f5')\n"
        "rating = Rating('5', 'No guarantee', (('5', 'No guarantee'),))\n"
        "for each in (rating, Code('https://example.org', 25)):\n"
        "    draw_vector(each, look, language('en-GB'))"
    )
    assert imported_by(program) == ["fontTools", "segno", "uharfbuzz"]


@pytest.mark.parametrize(
    ("formats", "rasters"),
    [(("html", "pdf", "md"), 0), (("docx",), 1), (("html", "docx"), 1)],
)
def test_rasters_are_drawn_for_word_alone(formats, rasters):
    plain = Document(
        "T", "", "en-GB", (), (), "T", Settings(), Properties("A", "S", (), date(2019, 3, 25))
    )
    document = ReadyDocument(
        id="x", edition=Edition(plain, number(plain), ENGLISH), template=ROOT, pictures={},
        status="draft", drawings={"drawn/a.svg": Code("https://example.org", 25)},
        theme=read_theme((ROOT / "templates" / "_shared",))[0],
    )  # fmt: skip
    made, missing = illustrated(document, formats)
    assert missing == ()
    assert made.pictures["drawn/a.svg"].startswith(b"<?xml")
    assert [each[:4] for each in made.rasters.values()] == [b"\x89PNG"] * rasters


@pytest.mark.parametrize("width", ["broad", "5", "500"])
def test_a_code_that_cannot_be_so_wide_is_an_error(sourced, width):
    background(sourced, f"{{picture:qr address=https://www.example.org width={width}}}")
    err = sourced.run("build", "case", "--format", "md").err
    assert f'error[wrong-value]: the QR code is to be "{width}" wide' in err
    assert "number of millimetres from 15 to 120" in err

"""Every checklist in every form: all its words, nothing beyond the edge, nothing alone on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from outreach.faults import OutreachError
from outreach.library import Library
from outreach.markup import inline
from outreach.outputs.sheet import VARIANTS
from outreach.page import words
from outreach.sheets import Order, file_stem, print_files, printable
from tests.printing.reading import pages_of, printed, run, squeezed, text_of, unpacked, words_outside

ORGANISATION = "广州市越秀区某某街道社会工作服务站"
CONTACT = "电话 020-0000 0000（工作日 9:00–18:00）"
CASES = [
    (variant, languages)
    for variant in VARIANTS
    for languages in (("zh",), ("en",), ("zh", "en"))
]  # fmt: skip


@pytest.mark.parametrize(("variant", "languages"), CASES)
def test_every_word_is_there_and_within_the_page(
    libraries: Mapping[str, Library], variant: str, languages: tuple[str, ...], tmp_path: Path
) -> None:
    for name in printable(libraries[languages[0]], variant):  # type: ignore[arg-type]
        path = printed(
            libraries, name, tmp_path, languages, variant=variant, organisation=ORGANISATION, contact=CONTACT
        )
        text = text_of(path)
        assert squeezed(ORGANISATION) in text, name
        for language in languages:
            for part in lines_of(libraries[language], name, variant):
                assert squeezed(words(inline(part))) in text, (name, part)
        assert not words_outside(path), name


def lines_of(library: Library, name: str, variant: str = "standard") -> list[str]:
    """What a sheet must say: every line, whatever its form."""
    if variant == "observe":
        seen = library.sequences[name]
        return [seen.title, *(step.action for step in seen.steps), *(rule.why for rule in seen.rules)]
    if name not in library.checklists:
        sequence = library.sequences[name]
        return [sequence.title, *(step.action for step in sequence.steps), *(step.why for step in sequence.steps)]
    found = library.checklists[name]
    items = [item.text for item in found.items if not item.historical]
    return [found.title, found.when, *items, *(line.text for line in found.anytime)]


@pytest.mark.parametrize(("variant", "languages"), CASES)
def test_nothing_hangs_alone_on_a_page(
    libraries: Mapping[str, Library], variant: str, languages: tuple[str, ...], tmp_path: Path
) -> None:
    for name in printable(libraries[languages[0]], variant):  # type: ignore[arg-type]
        path = printed(libraries, name, tmp_path, languages, variant=variant, organisation=ORGANISATION)
        count = pages_of(path)
        if variant in ("pocket", "poster", "observe"):
            assert count == 1, name
            continue
        most = {("standard", 1): 1, ("standard", 2): 2, ("large", 1): 2, ("large", 2): 3}[variant, len(languages)]
        assert count <= most, name
        if count > 1:
            last = text_of(path, count)
            items = [item.text for item in libraries[languages[0]].checklists[name].items if not item.historical]
            assert sum(squeezed(words(inline(item))) in last for item in items) > 1, name


SIZES = {
    "standard": (595, 842),
    "large": (595, 842),
    "pocket": (595, 842),
    "poster": (842, 1191),
    "observe": (595, 842),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_sheet_is_tagged_in_its_language_and_on_its_paper(
    libraries: Mapping[str, Library], variant: str, tmp_path: Path
) -> None:
    path = printed(libraries, "doffing", tmp_path, variant=variant)
    facts = run("pdfinfo", str(path))
    width, height = (float(side) for side in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", facts).groups())  # type: ignore[union-attr]
    assert (round(width), round(height)) == SIZES[variant]
    assert re.search(r"Tagged:\s+yes", facts)
    assert libraries["zh"].checklists["doffing"].title in facts
    assert b"/Lang(zh-CN)" in unpacked(path) or b"/Lang (zh-CN)" in unpacked(path)
    fonts = run("pdffonts", str(path)).splitlines()[2:]
    assert fonts
    assert all("OutreachSansSC" in row and row.split()[-5:-2] == ["yes", "yes", "yes"] for row in fonts)


def test_a_card_is_read_out_once(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    """Four faces are printed; the copies are no second text for somebody who listens."""
    path = printed(libraries, "doffing", tmp_path, variant="pocket")
    told = squeezed(run("pdfinfo", "-struct-text", str(path)))
    item = squeezed(words(inline(libraries["zh"].checklists["doffing"].items[5].text)))
    assert told.count(item) == 1
    assert text_of(path).count(item) == 2


def test_boxes_to_tick_are_at_least_five_millimetres(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    """Measured in the picture: the frame of the first box, from its upper left corner."""
    for variant in ("standard", "large", "pocket"):
        ((_, content),) = [
            *print_files(libraries, "after-duty", Order(variant=variant, format="png")).items()  # type: ignore[arg-type]
        ][:1]
        path = tmp_path / f"{variant}.png"
        path.write_bytes(content)
        assert box_side(Image.open(path).convert("L")) >= 5 - 0.35, variant


def box_side(picture: Image.Image, ppi: float = 150) -> float:
    """The side in mm of the largest hollow square near the left edge: long dark runs at equal distances."""
    width, height = picture.size
    dark = [[picture.getpixel((x, y)) < 110 for x in range(int(width * 0.28))] for y in range(height)]  # type: ignore[operator]
    best = 0
    for y in range(height):
        run_length, row = 0, dark[y]
        for x, is_dark in enumerate([*row, False]):
            if is_dark:
                run_length += 1
                continue
            side = run_length
            left = x - side
            if 20 < side < 70 and y + side < height:
                hollow = not any(dark[y + side // 2][left + 6 : left + side - 6])
                closed = sum(dark[y + down][left + side // 2] for down in range(side - 4, side + 3)) > 0
                best = max(best, side) if hollow and closed else best
            run_length = 0
    return best / ppi * 25.4


def test_pictures_have_a_file_for_each_page(libraries: Mapping[str, Library]) -> None:
    one = print_files(libraries, "doffing", Order(format="png"))
    two = print_files(libraries, "doffing", Order(format="png", variant="large"))
    assert list(one) == ["CL05-doffing-zh.png"]
    assert list(two) == ["CL05-doffing-zh-large-1.png", "CL05-doffing-zh-large-2.png"]
    assert all(content.startswith(b"\x89PNG") for content in (*one.values(), *two.values()))


def test_posters_are_made_of_what_is_drawn(libraries: Mapping[str, Library]) -> None:
    assert {"donning", "doffing", "hand-washing"} <= set(printable(libraries["zh"], "poster"))
    with pytest.raises(OutreachError, match="'supplies' has no drawing for each step; posters are made of"):
        print_files(libraries, "supplies", Order(variant="poster"))
    with pytest.raises(OutreachError, match="'hand-washing' is no checklist but a procedure"):
        print_files(libraries, "hand-washing", Order())


def test_an_observers_sheet_has_a_field_for_each_step_of_five_learners(
    libraries: Mapping[str, Library], tmp_path: Path
) -> None:
    for language, library in libraries.items():
        for name in printable(library, "observe"):
            path = printed(
                libraries, name, tmp_path, (language,), variant="observe", organisation=ORGANISATION, contact=CONTACT
            )
            sequence = library.sequences[name]
            structure = run("pdfinfo", "-struct", str(path))
            rows = re.findall(r"^\s*TR\b", structure, re.M)
            cells = re.findall(r"^\s*T[DH]\b", structure, re.M)
            # A row for each step, one for names, one for the result; five fields in each.
            assert len(rows) == len(sequence.steps) + 2
            assert len(cells) >= 6 * len(rows)
            text = text_of(path)
            said = ("observe-learner", "observe-observer", "observe-signature", "observe-on-paper", "observe-passed")
            for phrase in said:
                assert squeezed(library.say(phrase)) in text, phrase
            assert squeezed(library.say("stop-item")) in text or not any(step.stop for step in sequence.steps)
            assert file_stem(library, name, Order(languages=(language,), variant="observe")) == path.stem
            assert path.stem == f"{name}-{language}-observe"


def test_only_what_is_observed_has_an_observers_sheet(libraries: Mapping[str, Library]) -> None:
    assert "exposure" not in printable(libraries["zh"], "observe")
    with pytest.raises(OutreachError, match="'supplies' is no procedure that is observed; choose one of"):
        print_files(libraries, "supplies", Order(variant="observe"))


@pytest.mark.parametrize("variant", VARIANTS)
def test_equal_orders_make_equal_bytes(libraries: Mapping[str, Library], variant: str) -> None:
    order = Order(languages=("zh", "en"), variant=variant)  # type: ignore[arg-type]
    assert print_files(libraries, "doffing", order) == print_files(libraries, "doffing", order)


def test_the_file_says_what_it_is(libraries: Mapping[str, Library]) -> None:
    order = Order(languages=("zh", "en"), variant="pocket")
    assert file_stem(libraries["zh"], "doffing", order) == "CL05-doffing-zh-en-pocket"
    assert file_stem(libraries["zh"], "hand-rub", Order(variant="poster")) == "hand-rub-zh-poster"

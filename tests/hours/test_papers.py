"""Records, certificates and the blank sheet, read back from the PDFs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from outreach.hours import papers
from outreach.hours.papers import Issuer
from outreach.library import Library
from outreach.outputs.sheet import Imprint, Logo
from tests.hours.keeping import GOOD, TODAY, found, kept
from tests.printing.reading import pages_of, run, squeezed, text_of, unpacked, words_outside


def paper(folder: Path, content: bytes) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return path


ISSUER = Issuer(Imprint("某某社工服务站", "", "电话 020-0000 0000"), "负责人乙", "经办人己", TODAY, "YX-")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_certificate_has_every_field_and_the_true_total(
    libraries: Mapping[str, Library], language: str, tmp_path: Path
) -> None:
    services = [one for one in found(kept(tmp_path, GOOD))[0] if one.id == "A001"]
    library = libraries[language]
    path = paper(tmp_path, papers.certificate(library, services, ISSUER, papers.number(ISSUER, 7)))
    text = text_of(path)
    say = library.say
    labels = ("issuer", "person-in-charge", "handler", "issued", "seal", "certificate-number")
    for part in [*(say(f"hours-{label}").strip() for label in labels), "志愿者甲", "A001", "YX-2026-0007",
                 "某某社工服务站", "020-00000000", "负责人乙", "经办人己", "社区消毒宣传", "电话回访",
                 library.day(TODAY), papers.length(library, 440)]:  # fmt: skip
        assert squeezed(part) in text, part
    assert pages_of(path) == 1
    assert not words_outside(path)
    assert re.search(r"Tagged:\s+yes", run("pdfinfo", str(path)))


def test_without_a_prefix_the_number_is_a_line_to_fill_in(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    services = found(kept(tmp_path, GOOD))[0][:1]
    unnumbered = Issuer(day=TODAY)
    assert papers.number(unnumbered, 1) == ""
    text = text_of(paper(tmp_path, papers.certificate(libraries["zh"], services, unnumbered, "")))
    assert "证明编号志愿服务记录证明" in text
    assert "于2026年11月20日参加" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_record_repeats_its_header_and_ends_with_the_total(
    libraries: Mapping[str, Library], language: str, tmp_path: Path
) -> None:
    rows = "".join(
        f"志愿者甲,A001,2026-0{month}-{day:02},9:00,10:{day:02},,,第{day}次宣传 #{day},社区,乙,\n"
        for month in range(1, 5)
        for day in range(1, 29)
    )
    services, findings = found(kept(tmp_path, rows))
    assert findings == []
    library = libraries[language]
    path = paper(tmp_path, papers.record(library, services, ISSUER))
    pages = pages_of(path)
    assert pages > 2
    for page in range(1, pages + 1):
        assert squeezed(library.say("hours-verified-by")) in text_of(path, page)
    assert squeezed(papers.length(library, 4 * sum(60 + day for day in range(1, 29)))) in text_of(path, pages)
    assert text_of(path).count("第28次宣传#28") == 4
    assert not words_outside(path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_blank_sheet_has_rows_to_write_in(libraries: Mapping[str, Library], language: str, tmp_path: Path) -> None:
    path = paper(tmp_path, papers.blank(libraries[language], ISSUER))
    assert pages_of(path) == 1
    assert "18" in text_of(path)
    assert squeezed(libraries[language].say("hours-blank-remark")) in text_of(path)


DRAWN = Logo(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 18"><rect width="9" height="18"/></svg>', "svg")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_fullest_certificate_fits_one_page(libraries: Mapping[str, Library], language: str, tmp_path: Path) -> None:
    rows = "".join(
        f"{'志' * 40},{'A' * 40},2026-11-{day:02},9:00,10:{day:02},,,{'长' * 58}{day:02},地,乙,\n"
        for day in range(1, 27)
    )
    services, findings = found(kept(tmp_path, rows))
    assert findings == []
    issuer = Issuer(Imprint("站" * 60, "", "联" * 80, DRAWN), "负" * 40, "经" * 40, TODAY, "号" * 20)
    path = paper(tmp_path, papers.certificate(libraries[language], services, issuer, papers.number(issuer, 9999)))
    assert pages_of(path) == 1
    assert not words_outside(path, 34)
    assert squeezed(libraries[language].say("hours-certificate-remark")) in text_of(path)
    assert squeezed(papers.length(libraries[language], sum(one.minutes for one in services))) in text_of(path)


def test_a_logo_stands_on_every_paper(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    services = found(kept(tmp_path, GOOD))[0][:1]
    for logo in (None, DRAWN):
        issuer = Issuer(Imprint("某某社工服务站", "", "", logo), day=TODAY)
        made = {
            "record": papers.record(libraries["zh"], services, issuer),
            "certificate": papers.certificate(libraries["zh"], services, issuer, ""),
            "blank": papers.blank(libraries["zh"], issuer),
        }
        for name, content in made.items():
            assert (b"/Figure" in unpacked(paper(tmp_path, content))) is (logo is not None), name

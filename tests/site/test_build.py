"""The build, whole: what it publishes, that it publishes the same twice, and that a failure publishes nothing."""

from __future__ import annotations

import filecmp
import json
import os
import re
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from typer.testing import CliRunner

from outreach.__main__ import app
from outreach.faults import ContentError, OutreachError
from outreach.records import ITEMS
from outreach.site import build
from tests.conftest import ROOT, pages_of

pytestmark = pytest.mark.xdist_group("site")


def same(one: Path, other: Path) -> list[str]:
    """Where two folders differ, as paths."""
    compared = filecmp.dircmp(one, other, ignore=[])
    _, differing, unread = filecmp.cmpfiles(one, other, compared.common_files, shallow=False)
    found = [*compared.left_only, *compared.right_only, *differing, *unread]
    return found + [f"{name}/{inner}" for name in compared.common_dirs for inner in same(one / name, other / name)]


def test_it_publishes_both_languages_page_for_page(site: Path) -> None:
    pages = {
        language: {path.relative_to(site / language).as_posix() for path in pages_of(site, language)}
        for language in ("zh", "en")
    }
    assert pages["zh"] == pages["en"]
    for name in (
        "index.html", "modules/ppe-protocol/index.html", "modules/ppe-protocol/doffing.html",
        "guideline/gd-2022/index.html", "guideline/gd-2022/section-4.html", "checklists/index.html",
        "checklists/doffing.html", "sources.html", "notebooks/ppe_protocol.html", "search.html",
    ):  # fmt: skip
        assert name in pages["zh"]


def test_each_page_leads_to_itself_in_the_other_language(site: Path) -> None:
    for language, other in (("zh", "en"), ("en", "zh")):
        for path in pages_of(site, language):
            found = re.search(rf'<a href="([^"]+)"[^>]*data-language="{other}"', path.read_text("utf-8"))
            assert found, path
            assert (path.parent / found[1]).resolve() == site / other / path.relative_to(site / language)


def test_every_link_and_anchor_inside_the_site_resolves(site: Path) -> None:
    ids: dict[Path, set[str]] = {}

    def ids_of(path: Path) -> set[str]:
        if path not in ids:
            ids[path] = set(re.findall(r'\sid="([^"]+)"', path.read_text("utf-8")))
        return ids[path]

    broken = []
    # The page for what is not there is shown at any address: its links begin at the server's root.
    for path in sorted(set(site.rglob("*.html")) - {site / "404.html"}):
        for target in re.findall(r'(?:href|src)="([^"]+)"', path.read_text("utf-8")):
            if target.startswith(("https://", "http://", "mailto:", "data:", "tel:")):
                continue
            file, _, anchor = target.partition("#")
            to = (path.parent / file.split("?")[0]).resolve() if file else path
            if not to.exists() or to.is_dir() or (anchor and to.suffix == ".html" and anchor not in ids_of(to)):
                broken.append(f"{path.relative_to(site)} → {target}")
    assert broken == []


def test_no_page_names_another_host_for_anything_it_loads(site: Path) -> None:
    for path in [*site.rglob("*.html"), *site.rglob("*.css"), *site.rglob("*.js")]:
        text = path.read_text("utf-8")
        loaded = re.findall(
            r'<(?:script|img|iframe|source)[^>]+src="(https?:[^"]+)"|<link[^>]+href="(https?:[^"]+)"', text
        )
        assert loaded == [], path
        assert not re.search(r"@import|url\(\s*[\"']?https?:", text), path


def test_each_module_page_can_be_had_as_a_notebook(site: Path) -> None:
    for path in (site / "zh" / "modules").rglob("*.html"):
        notebook = path.with_suffix(".ipynb")
        assert notebook.is_file()
        nbformat.validate(nbformat.read(notebook, as_version=4))
        assert f'href="{notebook.name}" download' in path.read_text("utf-8")


def test_the_sheets_are_there_to_download(site: Path) -> None:
    for language in ("zh", "en"):
        page = (site / language / "checklists" / "doffing.html").read_text("utf-8")
        found = re.search(r'href="(\.\./sheets/CL05-doffing-\w\w\.pdf)"', page)
        assert found
        assert (site / language / "checklists" / found[1]).resolve().read_bytes().startswith(b"%PDF-")


def test_the_page_of_all_sheets_offers_each_in_every_form(site: Path, libraries) -> None:
    for language, library in libraries.items():
        folder = site / language / "checklists"
        text = (folder / "index.html").read_text("utf-8")
        pictures = re.findall(r'<img src="([^"]+)" alt="" width="(\d+)" height="(\d+)" loading="lazy"', text)
        assert len(pictures) >= len(library.checklists)
        sizes = [(folder / source).resolve().stat().st_size for source, _, _ in pictures]
        assert max(sizes) <= 12 * 1024
        assert sum(sizes) <= 160 * 1024
        files = re.findall(r'href="(\.\./sheets/[^"]+\.pdf)"[^>]*>([^<]+)<', text)
        names = {path.rpartition("/")[2] for path, _ in files}
        for checklist in library.checklists.values():
            stem = f"{checklist.number}-{checklist.id}"
            other = next(one for one in libraries if one != language)
            wanted = {f"{stem}-{language}{form}.pdf" for form in ("", "-large", "-pocket")}
            assert wanted | {f"{stem}-{language}-{other}.pdf"} <= names
            assert f'href="{checklist.id}.html"' in text
        assert any("poster" in name for name in names)
        for path, label in files:
            size = round((folder / path).resolve().stat().st_size / 1024)
            assert library.say("kilobytes", count=size) in label


ITEM_RECORDS = {record.__name__ for record in ITEMS.values()}


def test_the_schemas_are_published(site: Path) -> None:
    checklist = json.loads((site / "schema" / "checklist.json").read_text("utf-8"))
    assert "pauses" in checklist["properties"]
    # A family: which of its schemas holds is told by `type`.
    question = json.loads((site / "schema" / "question.json").read_text("utf-8"))
    assert set(question["discriminator"]["mapping"]) == set(ITEMS)
    assert all("stem" in part["properties"] for name, part in question["$defs"].items() if name in ITEM_RECORDS)
    slip = json.loads((site / "schema" / "slip.json").read_text("utf-8"))
    assert {"schema", "module", "answers"} <= set(slip["properties"])


def test_a_page_that_is_sent_in_a_chat_says_what_it_is(site: Path, libraries) -> None:
    """A chat shows title and description of a link; both are the page's own."""
    for language, library in libraries.items():
        page = (site / language / "modules" / "ppe-protocol" / "doffing.html").read_text("utf-8")
        section = library.sections["ppe-protocol/doffing"]
        assert f'<meta property="og:title" content="{escape(section.title)}">' in page
        assert f'<meta property="og:description" content="{escape(section.goal)}">' in page
        for path in pages_of(site, language):
            assert 'property="og:title" content="' in path.read_text("utf-8"), path


def test_nothing_that_no_page_uses_is_published(site: Path) -> None:
    for language in ("zh", "en"):
        pages = "".join(path.read_text("utf-8") for path in pages_of(site, language))
        for path in (site / language / "_static").rglob("*"):
            assert path.is_dir() or path.name in pages, path


def test_two_builds_are_equal_byte_for_byte(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From empty caches, in another time zone and locale."""
    project = tmp_path / "elsewhere"
    for name in ("book", "notebooks", "_config.yml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(
            ROOT / name, project / name if name != "_config.yml" else tmp_path / name
        )
    shutil.move(tmp_path / "_config.yml", project / "_config.yml")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    again = build(project, tmp_path / site.name, zipped=True, singles=True)
    assert same(site, again.site) == []
    assert again.zip
    assert site.with_name(f"{site.name}.zip").read_bytes() == again.zip.read_bytes()


# --- what fails, and what stays then ---------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, small: Path) -> Path:
    """A small project of its own: one page a language, one generator notebook, the small content."""
    root = tmp_path / "project"
    for language in ("zh", "en"):
        folder = root / "book" / language
        folder.mkdir(parents=True)
        (folder / "index.md").write_text("# Start\n\nHello.\n", "utf-8")
    (root / "notebooks").mkdir()
    write_notebook(root, "import outreach\n\noutreach.publish('storm')")
    shutil.copy(ROOT / "_config.yml", root)
    return root


def write_notebook(root: Path, *sources: str) -> None:
    cells = [new_code_cell(source) for source in sources]
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), root / "notebooks" / "storm.ipynb")


def test_another_guideline_altogether_builds_and_is_kept(project: Path, small: Path) -> None:
    """A project about typhoons; the second build keeps the notebook's result, a changed word runs it again."""
    first = build(project, content=small)
    assert [run.kept for run in first.ran] == [False]
    assert (first.site / "zh" / "modules" / "storm" / "windows.html").is_file()
    second = build(project, content=small)
    assert [run.kept for run in second.ran] == [True]
    path = small / "questions" / "storm.yaml"
    path.write_text(path.read_text("utf-8").replace("西面背风", "西边背风"), "utf-8")
    third = build(project, content=small)
    assert [run.kept for run in third.ran] == [False]
    assert "西边背风" in (third.site / "zh" / "modules" / "storm" / "windows.html").read_text("utf-8")


def test_a_published_address_stands_in_full(project: Path, small: Path) -> None:
    """In each page's head, for search engines and chats; the links that people follow stay relative."""
    config = project / "_config.yml"
    config.write_text(
        config.read_text("utf-8").replace('baseurl: ""', 'baseurl: "https://kit.example.org/a/"'), "utf-8"
    )
    site = build(project, content=small).site
    page = (site / "en" / "modules" / "storm" / "windows.html").read_text("utf-8")
    for language, name in (("zh-Hans", "zh"), ("en", "en")):
        address = f"https://kit.example.org/a/{name}/modules/storm/windows.html"
        assert f'<link rel="alternate" hreflang="{language}" href="{address}">' in page
    assert '<link rel="canonical" href="https://kit.example.org/a/en/modules/storm/windows.html">' in page
    assert '<meta property="og:image" content="https://kit.example.org/a/icons/512.png">' in page
    assert (site / "icons" / "512.png").is_file()
    assert 'href="../../../zh/modules/storm/windows.html"' in page
    assert "https://kit.example.org/a/zh/index.html" in (site / "sitemap.xml").read_text("utf-8")
    assert 'hreflang="x-default" href="https://kit.example.org/a/index.html"' in (site / "index.html").read_text(
        "utf-8"
    )


def test_a_failing_cell_is_shown_and_the_site_stays(project: Path, small: Path) -> None:
    site = build(project, content=small).site
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    write_notebook(project, "import outreach", "1 / 0")
    with pytest.raises(OutreachError) as raised:
        build(project, content=small)
    said = str(raised.value)
    assert "storm.ipynb: cell 2 failed with ZeroDivisionError: division by zero" in said
    assert "    1 / 0" in said
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_faulty_content_leaves_the_site_untouched(project: Path, small: Path) -> None:
    site = build(project, content=small).site
    before = (site / "zh" / "index.html").stat().st_mtime_ns
    (small / "pictures" / "window.svg").unlink()
    with pytest.raises(ContentError):
        build(project, content=small)
    assert (site / "zh" / "index.html").stat().st_mtime_ns == before
    assert not [path for path in site.parent.iterdir() if path.name.startswith(".")]


def test_a_broken_page_by_hand_is_said(project: Path, small: Path) -> None:
    (project / "book" / "zh" / "index.md").write_text("# Start\n\n```{unknown-directive}\n```\n", "utf-8")
    with pytest.raises(OutreachError, match=r"(?s)pages of 'zh'.*unknown-directive"):
        build(project, content=small)


def test_a_file_that_is_no_notebook_is_said(project: Path, small: Path) -> None:
    (project / "notebooks" / "storm.ipynb").write_text("not a notebook", "utf-8")
    with pytest.raises(OutreachError, match=r"storm\.ipynb is not a notebook"):
        build(project, content=small)


def test_a_folder_that_is_no_site_is_not_overwritten(project: Path, small: Path, tmp_path: Path) -> None:
    mine = tmp_path / "photographs"
    mine.mkdir()
    (mine / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(OutreachError, match="holds something that is not a site"):
        build(project, mine, small)
    assert (mine / "holiday.jpg").read_bytes() == b"x"


def test_an_output_that_cannot_be_written_is_said_at_once(project: Path, small: Path, tmp_path: Path) -> None:
    """A file where a folder should be; and, for anybody but root, a folder without the right to write."""
    (tmp_path / "taken").write_text("x")
    with pytest.raises(OutreachError, match=r"cannot write to .*taken"):
        build(project, tmp_path / "taken" / "site", small)
    if os.geteuid():
        locked = tmp_path / "locked"
        locked.mkdir()
        locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
        with pytest.raises(OutreachError, match=r"cannot write to .*locked"):
            build(project, locked / "site", small)


def test_the_command_line_says_where_it_must_be_run(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["build", "--root", str(tmp_path)])
    assert isinstance(result.exception, OutreachError)
    assert "run the command in the project's folder" in str(result.exception)


def test_two_builds_at_once_do_not_spoil_each_other(project: Path, small: Path, tmp_path: Path) -> None:
    """Both run the notebook at the same time, over one cache."""
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(build, project, tmp_path / name / "site", small) for name in ("one", "other")]
    one, other = (task.result().site for task in running)
    assert (one / "zh" / "modules" / "storm" / "windows.html").is_file()
    assert same(one, other) == []

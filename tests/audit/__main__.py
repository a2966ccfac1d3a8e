"""Audits a built site: axe on every page, Nu validator on every page, Lighthouse on four. `make audit` runs it.

Needs Chromium; for the validator Java, for Lighthouse Node, and both of npm's packages in `_build/audit`.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from typing import BinaryIO

from axe_playwright_python.sync_playwright import Axe

from tests.conftest import FLAGS, QuietHandler, browsing, chromium, pages_of, served

TOOLS = Path("_build") / "audit"
LANGUAGES = ("zh", "en")
FOUR = (
    "index.html", "modules/ppe-protocol/doffing.html", "checklists/doffing.html", "guideline/gd-2022/section-4.html",
)  # fmt: skip
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


class Compressing(QuietHandler):
    """Serves text under gzip, as the page on publishing asks of every server."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        kind = self.guess_type(str(path))
        if not path.is_file() or not kind.startswith(("text/", "application/j", "image/svg")):
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        for name, value in {"Content-Type": kind, "Content-Encoding": "gzip", "Content-Length": len(body)}.items():
            self.send_header(name, str(value))
        self.end_headers()
        return io.BytesIO(body)


def axe(site: Path, address: str) -> int:
    """Violations on every page, in each language, on phone and desktop, light and dark."""
    found = looked = 0
    with browsing() as browser:
        for language, width, scheme in product(LANGUAGES, (390, 1280), ("light", "dark")):
            context = browser.new_context(
                viewport={"width": width, "height": 844}, color_scheme=scheme, service_workers="block"
            )
            page = context.new_page()
            for path in [*pages_of(site, language), *sorted((site / language / "single").glob("*.html"))]:
                name = path.relative_to(site).as_posix()
                page.goto(f"{address}/{name}")
                page.wait_for_load_state("networkidle")
                results = Axe().run(page)
                looked += 1
                found += results.violations_count
                if results.violations_count:
                    print(f"{name} {width} {scheme}:\n{results.generate_report()}")
            context.close()
    print(f"axe: {found} violations on {looked} pages (each language, 390 and 1280 px, light and dark)")
    return found


def valid(site: Path) -> int:
    """Errors that the Nu HTML checker finds."""
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "gnu", "--skip-non-html", "--errors-only", str(site)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    errors = [line for line in said.splitlines() if ": error:" in line]
    kinds = Counter(re.sub("“[^”]*”", "…", line.partition(": error:")[2]) for line in errors)
    for kind, count in kinds.most_common():
        print(f"{count}×{kind}")
    print(f"html: {len(errors)} errors in {len(list(site.rglob('*.html')))} files")
    return len(errors)


def lighthouse(address: str) -> int:
    """Categories below 100 on four kinds of page, in each language, as a phone sees them."""
    below = 0
    tool = TOOLS / "node_modules" / ".bin" / "lighthouse"
    for language, name in product(LANGUAGES, FOUR):
        flags = " ".join(["--headless", *FLAGS])
        command = [str(tool), f"{address}/{language}/{name}", "--quiet", "--output=json", f"--chrome-flags={flags}"]
        environment = {**os.environ, "CHROME_PATH": chromium() or ""}
        said = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if said.returncode:
            print(f"lighthouse {language}/{name}: {said.stderr.strip().splitlines()[-1]}")
            below += 1
            continue
        report = json.loads(said.stdout)
        scores = {one: round(100 * (report["categories"][one]["score"] or 0)) for one in CATEGORIES}
        print(f"lighthouse {language}/{name}: {scores}")
        for one in CATEGORIES:
            if scores[one] < 100:
                below += 1
                for audit in report["categories"][one]["auditRefs"]:
                    told = report["audits"][audit["id"]]
                    if audit["weight"] and told["score"] is not None and told["score"] < 1:
                        print(f"  {one}: {told['id']} {told['score']} {told.get('displayValue', '')}")
    return below


def main(site: Path) -> int:
    with served(site, Compressing) as address:
        return int(valid(site) + lighthouse(address) + axe(site, address) > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "_build/site").resolve()))

"""Generator notebooks → pages → Jupyter Book for each language → one folder, written aside and swapped in."""

from outreach.site.build import Result, build

__all__ = ["Result", "build"]

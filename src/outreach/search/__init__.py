"""The search index: entries → small scripts that a page asks for as it needs them (http, offline, from disk)."""

from outreach.search.index import write

__all__ = ["write"]

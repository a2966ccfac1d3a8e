"""Sheets in every form that `outreach print` makes, read back from what it wrote."""

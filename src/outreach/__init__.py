"""Turns a public-health guideline and a shared content package into training modules, checklists and a site."""

"""Service hours: a table of who served when → each volunteer's record and certificate. Knows no page."""

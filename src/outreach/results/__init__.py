"""What a room answered, before and after → what was learned. Knows slips, tallies, pandas; its report is its page."""

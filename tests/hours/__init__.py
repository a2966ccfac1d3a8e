"""Service hours: tables as people keep them, papers read back."""

"""What is looked at before a release, page by page; slower than a test, and with tools that only npm has."""

"""The site beside its peers, on the same content and the same machine: `make bench`."""

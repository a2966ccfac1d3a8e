"""Pages → files. One file an output; an output knows the waist and no content kind."""

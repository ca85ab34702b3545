"""An exhibition, its halls and booths, and a person's roles in it."""

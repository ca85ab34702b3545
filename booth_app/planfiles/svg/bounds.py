"""How much of everything a drawing may hold. What is over is refused before it is worked on."""

BYTES = 20_000_000
ELEMENTS = 200_000
DEPTH = 64
VERTICES_OF_ONE = 10_000
VERTICES = 1_000_000
BACKDROP_VERTICES = 200_000
PATH_CHARACTERS = 200_000
TEXT_CHARACTERS = 200
STYLE_CHARACTERS = 200_000
NUMBER_CHARACTERS = 64
TRANSFORM_CHARACTERS = 5_000
REACH = 10_000.0
"""Metres from the drawing's origin, each way."""

FLATNESS = 0.004
"""Metres between a curve and the chords for it. With the rounding to millimetres it stays within 5 mm."""

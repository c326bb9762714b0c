"""Bounds on what an answer file may hold. One place, so that nobody has to guess."""

FILE_BYTES = 1_000_000
DEPTH = 6
ENTRIES = 500
ROWS = 500
ITEMS = 200
TEXT_CHARACTERS = 20_000
NAME_CHARACTERS = 200
NUMBER_CHARACTERS = 40
NUMBER_SIZE = 1e15

"""A person's own client list in Excel or CSV: read, understood column by column, and cleaned.

`read_sheets` opens the file, `find_table` finds the list in it, `guess_columns` proposes what the columns
hold, `personal_columns` names those that belong to persons, and `clean` gives the list that the methods read,
together with every row that was left out and why. Nothing is written, and nothing leaves the machine.
"""

from kamlab.data.ownfile.cleaning import KEPT, CleanList, clean
from kamlab.data.ownfile.guessing import ROLES, ColumnMapping, Guess, guess_columns
from kamlab.data.ownfile.notes import Note, listed
from kamlab.data.ownfile.personal import personal_columns
from kamlab.data.ownfile.reading import read_sheets
from kamlab.data.ownfile.source import Sheet, Source
from kamlab.data.ownfile.synonyms import CRITERION, OTHER
from kamlab.data.ownfile.table import RawTable, find_table

__all__ = [
    "CRITERION",
    "KEPT",
    "OTHER",
    "ROLES",
    "CleanList",
    "ColumnMapping",
    "Guess",
    "Note",
    "RawTable",
    "Sheet",
    "Source",
    "clean",
    "find_table",
    "guess_columns",
    "listed",
    "personal_columns",
    "read_sheets",
]

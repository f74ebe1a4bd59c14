"""A questionnaire as a workbook that is filled in offline: written, and read back cell by cell.

    content = write_book(book, sign)         # book: rows, periods, what stands in each cell and its number
    read = read_book(path, is_signed)        # read.typed: what was changed; read.problems: what is refused, where

What stands behind each cell (its key, the number of the revision that it shows) is in a hidden manifest with a
signature. Rows, columns and sheets are found by hidden marks, so they may be re-ordered and renamed.
"""

from commonground.methods.offline.book import FIELDS, Book, Row, Slot, Words
from commonground.methods.offline.reading import Read, Typed, read_book
from commonground.methods.offline.spelling import Answer, choices_of, shown
from commonground.methods.offline.writing import write_book

__all__ = [
    "FIELDS",
    "Answer",
    "Book",
    "Read",
    "Row",
    "Slot",
    "Typed",
    "Words",
    "choices_of",
    "read_book",
    "shown",
    "write_book",
]

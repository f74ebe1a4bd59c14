"""Sentences that remember how they were made, so that a page can say them in its reader's language."""

from __future__ import annotations

from typing import Self


class Sentence(str):
    """An English sentence: ``template`` with ``parts`` as ``%(name)s`` in it. A part may be a sentence itself.

    It is a plain text to everybody who does not ask. Catalogues of translations know its template.
    """

    __slots__ = ("parts", "template")
    parts: dict[str, object]
    template: str

    def __new__(cls, template: str, **parts: object) -> Self:
        """The sentence that ``template`` and ``parts`` make."""
        made = super().__new__(cls, template % parts if parts else template)
        made.template, made.parts = template, parts
        return made

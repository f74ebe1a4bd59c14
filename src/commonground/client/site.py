"""A site's indices, from Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commonground.client.connection import TIMEOUT, Connection, Filter
from commonground.client.frames import Frames, table
from commonground.client.rows import Answer, Citation, Edition, Figure, Index, Indicator, Place, Score, read

PAGE = 10_000


class Client:
    """What a site publishes.

    ``edition`` is ``"harbour@2"`` for the second edition, which never changes, or ``"harbour"`` for the latest.
    ``frames`` is the form of tables: ``auto`` (pandas or polars if installed), ``rows``, ``pandas`` or ``polars``.
    Filters take one code or several. Whatever the site refuses is a ``ClientError``.
    """

    def __init__(self, address: str, *, frames: Frames = "auto", timeout: float = TIMEOUT) -> None:
        self.connection, self.frames = Connection(address=address, timeout=timeout), frames

    def indices(self) -> list[Index]:
        """The indices, by title."""
        return [read(Index, each) for each in self.connection.get("indices")]

    def editions(self, index: str) -> list[Edition]:
        """The editions of an index, newest first."""
        return [read(Edition, each) for each in self.connection.get(f"indices/{index}/editions")]

    def edition(self, edition: str) -> Edition:
        """One edition, with its periods."""
        return read(Edition, self.connection.get(self._path(edition)))

    def places(self, edition: str) -> Any:  # noqa: ANN401 -- a frame of whichever library
        """The places of an edition."""
        return self._table(Place, edition, "places")

    def indicators(self, edition: str) -> Any:  # noqa: ANN401 -- a frame of whichever library
        """The scores and questions of an edition."""
        return self._table(Indicator, edition, "indicators")

    def scores(
        self, edition: str, *, place: Filter = "", group: Filter = "", period: Filter = "", node: Filter = ""
    ) -> Any:  # noqa: ANN401 -- a frame of whichever library
        """Scores with coverage, rank and intervals."""
        return self._table(Score, edition, "scores", place=place, group=group, period=period, node=node)

    def answers(
        self, edition: str, *, place: Filter = "", group: Filter = "", period: Filter = "", question: Filter = ""
    ) -> Any:  # noqa: ANN401 -- a frame of whichever library
        """Answers, with comments where they are public."""
        return self._table(Answer, edition, "answers", place=place, group=group, period=period, question=question)

    def citations(
        self, edition: str, *, place: Filter = "", group: Filter = "", period: Filter = "", question: Filter = ""
    ) -> Any:  # noqa: ANN401 -- a frame of whichever library
        """Where answers are read in the law."""
        return self._table(Citation, edition, "citations", place=place, group=group, period=period, question=question)

    def trace(self, edition: str, *, place: str, period: str, node: str) -> dict[str, Any]:
        """How one figure came about, down to the answers."""
        found: dict[str, Any] = self.connection.get(
            f"{self._path(edition)}/trace", place=place, period=period, node=node
        )
        return found

    def what_if(
        self,
        edition: str,
        changes: Sequence[Mapping[str, Any]] = (),
        *,
        weights: Mapping[str, Mapping[str, float]] | None = None,
        nodes: Sequence[str] = (),
    ) -> Any:  # noqa: ANN401 -- a frame of whichever library
        """The scores and ranks that would differ with other answers or weights. None of it is the official index.

        A change names ``place``, ``period``, ``question`` and ``answer`` (points, ``no_data`` or ``not_applicable``).
        """
        said = {"changes": list(map(dict, changes)), "weights": dict(weights or {}), "nodes": list(nodes)}
        found = self.connection.post(f"{self._path(edition)}/what-if", said)
        return table(Figure, [read(Figure, each) for each in found["figures"]], self.frames)

    def _path(self, edition: str) -> str:
        index, _, number = edition.partition("@")
        return f"indices/{index}/editions/{number or self.editions(index)[0].number}"

    def _table(self, row: type, edition: str, name: str, **asked: Filter) -> Any:  # noqa: ANN401 -- see above
        """Every row of a list, page by page."""
        path, rows, offset = f"{self._path(edition)}/{name}", [], 0
        while offset is not None:
            page = self.connection.get(path, **asked, limit=PAGE, offset=offset)
            rows += [read(row, each) for each in page[name]]
            offset = page["next_offset"]
        return table(row, rows, self.frames)

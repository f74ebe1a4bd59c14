"""A workbook that was sent back: kept as it came, and read."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from commonground.fieldwork.actions.offline.making import response_of
from commonground.fieldwork.actions.offline.signing import is_signed
from commonground.fieldwork.errors import refuse
from commonground.fieldwork.models import Assignment, ReturnedWorkbook
from commonground.fieldwork.queries.access import require
from commonground.instruments.models import QuestionnaireVersion
from commonground.methods.offline import Read, read_book
from commonground.methods.sentences import Sentence
from commonground.responses.models import Response

if TYPE_CHECKING:
    from commonground.core.models import User

MOST_BYTES = 8 * 2**20


@transaction.atomic
def receive(*, assignment: Assignment, name: str, content: bytes, by: User) -> ReturnedWorkbook:
    """Keep a workbook, once it was read and found to be of this assignment. The same file twice is once.

    Raises ``NotAllowedError``, ``WorkbookError`` or ``FieldworkError`` where it is refused as a whole.
    """
    require(by, "answer", assignment)
    if len(content) > MOST_BYTES:
        message = Sentence("The file has more than %(most)s MiB.", most=MOST_BYTES // 2**20)
        raise refuse("offline-large", message, Sentence("Take pictures and other sheets out of it."), name)
    read(content, assignment, name)
    kept, _made = ReturnedWorkbook.objects.get_or_create(
        assignment=assignment,
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        defaults={"name": PurePath(name).name[-200:], "content": content, "at": timezone.now()},
    )
    return kept


def read(content: bytes, assignment: Assignment, name: str) -> Read:
    """The workbook, where it belongs to this assignment and its questions still mean the same."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(content)
        found = read_book(path, is_signed)
    response = response_of(assignment)
    if found.key != str(response.key):
        message = Sentence("This workbook belongs to another assignment.")
        raise refuse("offline-other", message, Sentence("Upload it there, or download the workbook of this one."), name)
    if found.questionnaire != response.questionnaire.document_hash and not _means_the_same(
        response, found.questionnaire
    ):
        message = Sentence("The questionnaire has changed since this workbook was made.")
        raise refuse(
            "offline-questionnaire", message, Sentence("Download the workbook again, and copy your answers."), name
        )
    return found


def _means_the_same(response: Response, document_hash: str) -> bool:
    """Whether the questionnaire of that hash differs from the response's in its words only."""
    now = response.questionnaire
    same = QuestionnaireVersion.objects.filter(index=now.index_id, meaning_hash=now.meaning_hash)
    return same.filter(document_hash=document_hash).exists()

"""Taking a questionnaire out as a file."""

from __future__ import annotations

from commonground.instruments.queries.questionnaires import find_version
from commonground.methods.questionnaires.xlsform import xlsform_bytes
from commonground.methods.questionnaires.yaml import yaml_text

FORMATS = ("yaml", "xlsform")


def export_questionnaire(*, index: str, number: int | None = None, form: str = "yaml") -> bytes:
    """A version of the index's questionnaire, the newest unless ``number`` says which, as YAML or as an XLSForm."""
    questionnaire = find_version(index, number).questionnaire()
    return xlsform_bytes(questionnaire) if form == "xlsform" else yaml_text(questionnaire).encode()

"""XLSForm, the spreadsheet in which field teams write their forms: read and written without loss."""

from commonground.methods.questionnaires.xlsform.reading import Import, read_xlsform
from commonground.methods.questionnaires.xlsform.writing import xlsform_bytes, xlsform_sheets

__all__ = ["Import", "read_xlsform", "xlsform_bytes", "xlsform_sheets"]

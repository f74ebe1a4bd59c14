"""The audit of a workbook: every published figure against the rule, and all that stands out in the cells."""

from __future__ import annotations

from commonground.methods.audit import Audit
from commonground.methods.workbooks.findings.absences import thin, unpublished
from commonground.methods.workbooks.findings.causes import Causes
from commonground.methods.workbooks.findings.cells import comments_on_groups, off_scale, text_in_number
from commonground.methods.workbooks.findings.context import Context
from commonground.methods.workbooks.findings.forms import collect_forms, hard_coded, odd_formulas
from commonground.methods.workbooks.findings.mismatches import composites, mismatches
from commonground.methods.workbooks.findings.wordings import wordings
from commonground.methods.workbooks.grid import position_of
from commonground.methods.workbooks.reading import MipexReading


def audit(reading: MipexReading) -> Audit:
    """Recompute every published figure of a workbook and list what stands out.

    Warnings are in the order of the sheets and of the cells in them. Their kinds: ``off_scale``, ``text_in_number``,
    ``hard_coded``, ``odd_formula``, ``composite``, ``wording``, ``unpublished``, ``coverage``, ``comment``, ``header``,
    ``year``, ``unknown_sheet``, ``missing_sheet``.
    """
    context = Context(reading=reading)
    forms = collect_forms(context)
    causes = Causes(context=context, forms=forms)
    found = tuple(mismatches(context, causes))
    warnings = [
        *reading.remarks,
        *(remark for sheet in reading.sheets.values() for remark in sheet.remarks),
        *off_scale(context),
        *text_in_number(context),
        *hard_coded(context),
        *odd_formulas(context, forms),
        *composites(context, causes),
        *unpublished(context),
        *thin(context),
        *wordings(context),
        *comments_on_groups(context),
    ]
    order = {sheet.name: index for index, sheet in enumerate(reading.sheets.values())}
    published = len(reading.bundle.published)
    return Audit(
        workbook=reading.bundle.source.name,
        edition=reading.bundle.edition_label,
        published=published,
        reproduced=published - len(found),
        mismatches=found,
        warnings=tuple(
            sorted(warnings, key=lambda each: (order.get(each.sheet, len(order)), position_of(each.cell), each.kind))
        ),
    )

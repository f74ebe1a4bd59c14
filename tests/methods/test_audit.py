"""The document of an audit, whose keys other programs rely on."""

from __future__ import annotations

import json

from commonground.methods.audit import Audit, Mismatch, Warning_


def test_the_document_has_fixed_keys_in_a_fixed_order():
    mismatch = Mismatch(
        sheet="SE", cell="H4", place="SE", period="2019", node="a", published=1.0, recomputed=None, cause="None."
    )
    audit = Audit(
        workbook="a.xlsx",
        edition="2019",
        published=2,
        reproduced=1,
        mismatches=(mismatch,),
        warnings=(Warning_(sheet="SE", cell="E4", kind="off_scale", message="Off."),),
    )
    assert json.dumps(audit.document()) == (
        '{"workbook": "a.xlsx", "edition": "2019", "published": 2, "reproduced": 1, "mismatches": '
        '[{"sheet": "SE", "cell": "H4", "place": "SE", "period": "2019", "node": "a", "published": 1.0, '
        '"recomputed": null, "cause": "None."}], "warnings": '
        '[{"sheet": "SE", "cell": "E4", "kind": "off_scale", "message": "Off."}]}'
    )

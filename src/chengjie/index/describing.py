"""An index and its audit as plain values, for scripts and the API."""

from __future__ import annotations

from typing import Any

from chengjie.errors import Fault
from chengjie.index.checking import missing, tree_faults
from chengjie.index.coherence import coherence
from chengjie.index.compute import compute, plain
from chengjie.index.definition import IndexDefinition
from chengjie.index.influence import removals
from chengjie.index.sheet import Sheet


def described(definition: IndexDefinition) -> dict[str, Any]:
    """What an index is, and what nobody has stated yet."""
    return {
        "id": definition.id,
        "title": definition.title.text.as_json(),
        "source": definition.source,
        "evidence": definition.evidence,
        "indicators": len(definition.indicators),
        "faults": [fault.code for fault in tree_faults(definition)],
        "missing": [_said(fault) for fault in missing(definition)],
        "has_data": definition.data is not None,
    }


def _said(fault: Fault) -> dict[str, Any]:
    named = fault.parameters
    return {
        "code": fault.code,
        "what": {"zh": named["name"], "en": named["name_en"]},
        "supplier": {"zh": named["supplier"], "en": named["supplier_en"]},
    }


def audited(definition: IndexDefinition, sheet: Sheet) -> dict[str, Any]:
    """Correlations that call for a question, consistency of groups, and what each removal changes."""
    scores = compute(definition, sheet)
    found = coherence(scores)
    return {
        "coherence": {
            "remarks": [
                {"one": pair.one, "other": pair.other, "correlation": plain(pair.correlation), "count": pair.count, "p": plain(pair.p), "remark": pair.remark}
                for pair in (*found.siblings, *found.parents)
                if pair.remark
            ],
            "groups": [
                {"group": each.group, "alpha": plain(each.alpha), "eigenvalues": list(each.eigenvalues)} for each in found.groups
            ],
        },
        "removals": [
            {"code": each.code, "mean_shift": plain(each.mean_shift), "most_shift": plain(each.most_shift), "unit": each.unit}
            for each in removals(definition, sheet, scores)
        ],
    }  # fmt: skip

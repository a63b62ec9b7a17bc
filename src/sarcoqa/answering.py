"""How answers are made beside what is indexed: fitted numbers, stored in the index's manifest.

An index thereby names all that decides its answers, and thresholds fitted for one embedding model
never meet the similarities of another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from .answer import UNCALIBRATED, Calibration, Limits, Weights


def answering_rules(*, fitted: bool) -> dict[str, dict[str, Any]]:
    """The rules by which questions to an index are answered, as plain values.

    ``calibration`` decides when not to answer: where it was not `fitted` with the model of the
    index, only what the question fixes counts. ``weights`` rank the evidence, ``limits`` bound
    how much of it is quoted.
    """
    calibration = Calibration() if fitted else UNCALIBRATED
    return {
        "calibration": asdict(calibration),
        "weights": asdict(Weights()),
        "limits": asdict(Limits()),
    }


def calibration_of(manifest: Mapping[str, Any]) -> Calibration:
    """The calibration that a manifest of an index holds."""
    return Calibration(**manifest["answering"]["calibration"])


def rules_digest(manifest: Mapping[str, Any]) -> str:
    """16 hexadecimal digits of all settings that decide the answers of an index."""
    rules = {key: manifest[key] for key in ("settings", "answering")}
    return sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()[:16]

"""The rows of error-tolerance cases; owns their integrity, never a rule about who may see or change them."""

from tolerance.models.case import Case, CaseEvent, Counter
from tolerance.models.case_code import CaseCode
from tolerance.models.criteria import CriteriaSet, Criterion
from tolerance.models.effect import EffectCheck
from tolerance.models.evidence import EvidenceFile
from tolerance.models.extension import Extension, PhaseLimit
from tolerance.models.judgement import Finding, Seat, Vote
from tolerance.models.letter import Letter
from tolerance.models.precedent import Precedent
from tolerance.models.prefiling import Prefiling
from tolerance.models.recusal import Recusal
from tolerance.models.rise import CaseRise

__all__ = [
    "Case",
    "CaseCode",
    "CaseEvent",
    "CaseRise",
    "Counter",
    "CriteriaSet",
    "Criterion",
    "EffectCheck",
    "EvidenceFile",
    "Extension",
    "Finding",
    "Letter",
    "PhaseLimit",
    "Precedent",
    "Prefiling",
    "Recusal",
    "Seat",
    "Vote",
]

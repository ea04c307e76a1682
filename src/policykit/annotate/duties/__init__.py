"""Who must do what, by when: duties with actor, role, modality, action and time limit."""

from policykit.annotate.duties.rule import duties

__all__ = ["duties"]

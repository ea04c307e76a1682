"""Which administrative powers an article of law grants: kinds, the chief kind, the body that holds it."""

from policykit.annotate.powers.article import hidden_conduct
from policykit.annotate.powers.judging import powers
from policykit.annotate.powers.kinds import Grant, PowerKind, Sign
from policykit.annotate.powers.lines import Line, article_lines

__all__ = ["Grant", "Line", "PowerKind", "Sign", "article_lines", "hidden_conduct", "powers"]

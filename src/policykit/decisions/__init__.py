"""What people decided about duties: kept or dropped, who takes them, by when; and who decided it when.

decisions = Decisions(workspace_root)
decisions.of("临江市城市管理局")
"""

from policykit.decisions.keys import key_of, keys_of, squeeze
from policykit.decisions.model import Choice, Decision, Edit, Event
from policykit.decisions.store import FILE, Decisions

__all__ = ["FILE", "Choice", "Decision", "Decisions", "Edit", "Event", "key_of", "keys_of", "squeeze"]

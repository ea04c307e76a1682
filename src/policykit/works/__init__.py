"""Pieces of drafting that people are at work on: what each is made of, saved as it goes, with its history.

works = Works(workspace_root)
works.all()
"""

from policykit.works.model import Event, State, Work
from policykit.works.store import FILE, Works

__all__ = ["FILE", "Event", "State", "Work", "Works"]

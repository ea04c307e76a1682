"""The department a plan is written for: its names, the classes that bind it, its units, posts and people.

profile = load_profile(Path("单位概况.yaml"))
"""

from policykit.profile.model import Leader, Localising, Person, Post, Profile, Region, Unit
from policykit.profile.reading import load_profile, parse_profile

__all__ = [
    "Leader",
    "Localising",
    "Person",
    "Post",
    "Profile",
    "Region",
    "Unit",
    "load_profile",
    "parse_profile",
]

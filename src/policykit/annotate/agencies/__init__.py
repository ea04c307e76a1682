"""Who acts: names of public bodies, classes of actors, posts and regulated persons, verbatim."""

from policykit.annotate.agencies.grammar import Actor, Kind, actor_at
from policykit.annotate.agencies.split import ends_as_body, split_actors

__all__ = ["Actor", "Kind", "actor_at", "ends_as_body", "split_actors"]

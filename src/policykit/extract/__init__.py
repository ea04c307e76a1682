from pathlib import Path

from policykit.model.document import Document


def extract(path: Path) -> Document:
    raise NotImplementedError

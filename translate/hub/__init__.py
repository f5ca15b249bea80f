"""Getting models: from the Hugging Face hub, an archive or a folder, into the user's models."""

from translate.hub.adding import Added, add, remove, unfinished
from translate.hub.registry import Recommended, recommended

__all__ = ["Added", "Recommended", "add", "recommended", "remove", "unfinished"]

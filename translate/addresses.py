"""Web and e-mail addresses in running text: never translated, never re-set, always checked."""

from __future__ import annotations

import re

# The look-behinds let a long run of characters be tried from its start only.
ADDRESS = re.compile(
    r"""(?:https?://|www\.)[^\s<>"«»“”„]*[^\s<>"«»“”„.,;:!?'’)\]…]"""
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|info|gov|edu|int|eu|fr|ml|ru|uk)\b"
)
"""One address, without the punctuation of the sentence around it."""

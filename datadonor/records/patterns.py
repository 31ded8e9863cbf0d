"""Groups in regular expressions that are never gone back over.

A group repeated possessively takes no memory for each time it matched, which matters
for texts from outside. Python 3.11.0 to 3.11.4 (Debian 12 has such a one) go on at the
wrong place after one whose last attempt fails halfway (python/cpython#101955). There
groups are repeated greedily: the patterns that use ``AGAIN`` begin each repetition with
another sign than what follows, so that the answer is the same and only memory is not.
"""

import re
from typing import Final


def _is_sound() -> bool:
    found = re.match(rb"(?:a[^b]*+b)*+", b"a-ba-")
    return found is not None and found.end() == len(b"a-b")


IS_SOUND: Final = _is_sound()
"""Whether this Python repeats groups possessively as it should."""

AGAIN: Final = b"*+" if IS_SOUND else b"*"
"""What stands behind a group that is repeated any number of times."""

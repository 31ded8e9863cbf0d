"""QR codes as drawings: one path of dark modules on a light ground, quiet zone and all.

Source: ISO/IEC 18004; error correction M (15 %), a quiet zone of four modules (§5.3.8).
"""

from typing import Final, NamedTuple

import segno

_QUIET: Final = 4


class Drawing(NamedTuple):
    """A code to draw.

    Attributes:
        side: Of the whole square in modules, quiet zone included.
        path: The dark modules as an SVG path in those units.
    """

    side: int
    path: str

    @property
    def svg(self) -> str:
        """The code as an SVG file by itself, dark on white whatever stands around it."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.side} {self.side}">'
            f'<path d="M0 0h{self.side}v{self.side}H0z" fill="#fff"/>'
            f'<path d="{self.path}" fill="#000"/></svg>'
        )


def draw_code(payload: str) -> Drawing:
    """Draw what a scanner shall read. The same payload gives the same drawing.

    Args:
        payload: ASCII, at most some two thousand characters.
    """
    rows = segno.make(payload, error="m", micro=False, boost_error=False).matrix
    strokes = []
    for down, row in enumerate(rows):
        across = 0
        while across < len(row):
            run = across
            while run < len(row) and row[run]:
                run += 1
            if run > across:
                length = run - across
                strokes.append(f"M{across + _QUIET} {down + _QUIET}h{length}v1h-{length}z")
            across = run + 1
    return Drawing(len(rows) + 2 * _QUIET, "".join(strokes))

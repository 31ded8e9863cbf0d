"""Where things stand on the screen, each as left, top, width and height."""

Box = tuple[int, ...]


def stands_before(one: Box, other: Box) -> bool:
    """Say whether one stands above the other in its column, or left of it in its row."""
    left, top, width, height = one
    left_2, top_2, width_2, height_2 = other
    shares_column = left < left_2 + width_2 and left_2 < left + width
    in_common = min(top + height, top_2 + height_2) - max(top, top_2)
    shares_row = in_common > min(height, height_2) / 2
    return (shares_column and top + height <= top_2) or (shares_row and left + width <= left_2)

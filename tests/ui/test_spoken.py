"""The rules for what is heard: each catches a fault that was planted in a tree."""

from dataclasses import replace

import pytest

from tests.ui.spoken import Node, faults, heading

HEADING = "Unlock your vault"


def label(text: str, box: tuple[int, int, int, int] | None = None) -> Node:
    return Node("label", text, box=box)


def window(*page: Node) -> Node:
    """Return a window whose page holds these things."""
    side = Node("panel", "", children=(Node("push button", "Help"),))
    return Node(
        "application", "datadonor", children=(side, Node("layered pane", "", children=page))
    )


GOOD = (
    label(HEADING, (100, 0, 400, 40)),
    label("Passphrase", (100, 60, 400, 20)),
    Node("password text", "Passphrase", text="•••••", box=(100, 90, 300, 40)),
    Node("push button", "Show the passphrase", box=(410, 90, 90, 40)),
    Node("progress bar", "Opening", value=(0.0, 4.0, 10.0), box=(100, 150, 400, 20)),
    Node("table", "What has happened", children=(Node("table cell", "You. 3 May"),)),
)


def planted(place: int, **changes: object) -> list[str]:
    """Return what is said of a page with one thing changed."""
    page = list(GOOD)
    page[place] = replace(page[place], **changes)  # type: ignore[arg-type] # a test's own words
    return faults(window(*page), HEADING)


def test_a_page_as_it_should_be_is_not_complained_of() -> None:
    assert faults(window(*GOOD), HEADING) == []


def test_a_tree_is_written_as_it_is_heard() -> None:
    assert "    password text 'Passphrase' text '•••••'" in str(window(*GOOD))


def test_a_window_without_a_page_is_caught() -> None:
    assert faults(Node("application", "datadonor"), HEADING) == ["there is no page"]


def test_a_page_that_begins_with_something_else_is_caught() -> None:
    page = window(label("Some words"), *GOOD)
    assert heading(page) == "Some words"
    assert faults(page, HEADING) == [f"the page begins with 'Some words', not {HEADING!r}"]


def test_a_heading_that_is_said_twice_is_caught() -> None:
    assert faults(window(*GOOD, label(HEADING)), HEADING) == ["the heading is said 2 times"]


@pytest.mark.parametrize(("place", "role"), [(2, "password text"), (3, "push button")])
def test_a_field_or_button_without_a_name_is_caught(place: int, role: str) -> None:
    assert planted(place, name=" ") == [f"a {role} without a name"]


def test_a_progress_bar_without_a_name_or_a_value_is_caught() -> None:
    assert planted(4, name="", value=None) == [
        "a progress bar without a name",
        "'' does not say how far",
    ]


def test_a_table_and_a_cell_without_words_are_caught() -> None:
    assert planted(5, name="", children=(Node("table cell", ""),)) == [
        "a table without a name",
        "a table cell without a name",
    ]


def test_two_buttons_of_one_name_are_caught_wherever_they_stand() -> None:
    """Heard in a list of all buttons, "Open" and "Open" are the same."""
    cards = [Node("panel", "", children=(Node("push button", "Open"),)) for _ in range(2)]
    assert faults(window(*GOOD, *cards), HEADING) == ["two things are called 'Open'"]


def test_choices_may_have_one_name_in_two_groups_but_not_in_one() -> None:
    """Yes and no stand under every question; their group says which."""
    yes = Node("radio button", "Yes")
    groups = [Node("panel", f"Question {n}", children=(yes,)) for n in range(2)]
    assert faults(window(*GOOD, *groups), HEADING) == []
    doubled = Node("panel", "Question", children=(yes, yes))
    assert faults(window(*GOOD, doubled), HEADING) == ["two things are called 'Yes'"]


def test_a_secret_that_is_told_is_caught() -> None:
    assert planted(2, text="blå hest") == ["'Passphrase' says what was written in it"]


@pytest.mark.parametrize("text", ["%1 of %2", "%n day(s)", "&Show", "Fold {name}", "<b>Stop"])
def test_a_mark_of_the_programs_own_is_caught(text: str) -> None:
    assert planted(1, name=text) == [f"{text!r} is not finished"]


def test_a_description_with_a_mark_is_caught() -> None:
    assert planted(3, description="in %1") == ["'in %1' is not finished"]


def test_what_is_read_before_what_stands_above_it_is_caught() -> None:
    """WCAG 2.2, 1.3.2."""
    assert planted(1, box=(100, 200, 400, 20)) == ["'Passphrase' is read before 'Passphrase'"]


def test_what_is_read_before_what_stands_left_of_it_is_caught() -> None:
    assert planted(3, box=(10, 90, 80, 40)) == ["'Passphrase' is read before 'Show the passphrase'"]


def test_a_second_column_begins_at_the_top_again() -> None:
    column = label("Latest", (600, 0, 100, 20))
    assert faults(window(*GOOD, column), HEADING) == []

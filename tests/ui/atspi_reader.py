"""What a screen reader does, for ``atspi``. Not a test, and not run by our own Python.

The system's ``python3`` runs it, because AT-SPI's bindings are the system's. One JSON
object a line on stdin asks, one a line on stdout answers: ``{"answer": …}`` or
``{"problem": "…"}``. It reads and presses through the accessibility bus alone: what it
cannot do there, a blind person cannot do.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from typing import Any, Final

MOST_CHILDREN: Final = 400
"""A screen reader goes through a table row by row, too; it does not fetch it whole."""

_NUMBERED: Final = {"progress bar", "slider", "spin button", "scroll bar"}
_NOT_ACTED_ON: Final = {"label", "panel", "filler", "table cell"}
_PAGES: Final = "layered pane"
_IDLE_ROUNDS: Final = 50

gi = importlib.import_module("gi")
gi.require_version("Atspi", "2.0")
Atspi: Any = importlib.import_module("gi.repository.Atspi")
GLib: Any = importlib.import_module("gi.repository.GLib")


class Reader:
    """Reads one program, known by its process number."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._listener = Atspi.EventListener.new(self._on_event)
        # Where this AT-SPI does not know announcements yet, none are heard.
        self._listener.register("object:announcement")

    def answer(self, question: dict[str, Any]) -> object:
        """Do what one line asks for."""
        self._catch_up()
        application = _application(question["pid"])
        match question["do"]:
            case "tree":
                return _whole(application)
            case "heard":
                return self._heard
            case "press":
                return _press(_found(application, question))
            case "write":
                return _write(_found(application, question), question["text"])
            case "focus":
                return bool(_found(application, question).grab_focus())
        raise ValueError(question["do"])

    def _on_event(self, event: Any) -> None:  # noqa: ANN401 - introspected, without types
        self._heard.append(str(event.any_data))

    def _catch_up(self) -> None:
        """Let the events come in that the bus has ready."""
        context = GLib.MainContext.default()
        for _ in range(_IDLE_ROUNDS):
            if not context.iteration(False):
                return


def _application(pid: int) -> Any:  # noqa: ANN401
    """Return the program on the bus, or None while it is not there."""
    desktop = Atspi.get_desktop(0)
    # What was asked before is kept by libatspi; a window that was rebuilt is not the same.
    desktop.clear_cache()
    for application in _children(desktop):
        if application.get_process_id() == pid and application.get_child_count():
            application.clear_cache()
            return application
    return None


def _children(node: Any) -> Iterator[Any]:  # noqa: ANN401
    for place in range(min(node.get_child_count(), MOST_CHILDREN)):
        child = node.get_child_at_index(place)
        if child is not None:
            yield child


def _is_there(node: Any) -> bool:  # noqa: ANN401
    """Say whether it is on the page; what has been scrolled away is."""
    return bool(node.get_state_set().contains(Atspi.StateType.VISIBLE))


def _whole(application: Any) -> dict[str, object] | None:  # noqa: ANN401
    """Return all of a program, or None where it changes while it is read."""
    try:
        return None if application is None else _described(application)
    except GLib.Error:
        return None


def _described(node: Any) -> dict[str, object]:  # noqa: ANN401
    """Return a node, and all below it that is there, as plain data."""
    role = node.get_role_name()
    states = node.get_state_set().get_states()
    described: dict[str, object] = {
        "role": role,
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "states": sorted(state.value_nick for state in states),
        "text": _text(node),
        "value": _value(node) if role in _NUMBERED else None,
        "box": _box(node),
        "children": [_described(child) for child in _children(node) if _is_there(child)],
    }
    return described


def _text(node: Any) -> str | None:  # noqa: ANN401
    text = node.get_text_iface()
    return None if text is None else Atspi.Text.get_text(text, 0, -1)


def _value(node: Any) -> list[float] | None:  # noqa: ANN401
    value = node.get_value_iface()
    if value is None:
        return None
    return [
        Atspi.Value.get_minimum_value(value),
        Atspi.Value.get_current_value(value),
        Atspi.Value.get_maximum_value(value),
    ]


def _box(node: Any) -> list[int] | None:  # noqa: ANN401
    component = node.get_component_iface()
    if component is None:
        return None
    box = Atspi.Component.get_extents(component, Atspi.CoordType.SCREEN)
    return [box.x, box.y, box.width, box.height]


def _found(application: Any, question: dict[str, Any]) -> Any:  # noqa: ANN401
    """Return the one thing on the page with a name that can be used.

    Raises:
        LookupError: None, or more than one.
    """
    if application is None:
        raise LookupError("the program is not on the bus")
    fitting = [
        node
        for node in _walk(application)
        if node.get_name() == question["name"]
        and node.get_role_name() not in _NOT_ACTED_ON
        and question.get("role") in (None, node.get_role_name())
    ]
    # The navigation may name a place as the page names its button: the page is meant.
    on_page = [node for node in fitting if _is_on_page(node)]
    found = on_page or fitting
    if len(found) != 1:
        raise LookupError(f"{len(found)} things on this page have that name and role")
    return found[0]


def _is_on_page(node: Any) -> bool:  # noqa: ANN401
    above = node.get_parent()
    while above is not None and above.get_role_name() != _PAGES:
        above = above.get_parent()
    return above is not None


def _walk(node: Any) -> Iterator[Any]:  # noqa: ANN401
    for child in _children(node):
        if _is_there(child):
            yield child
            yield from _walk(child)


def _press(node: Any) -> bool:  # noqa: ANN401
    """Do what the thing is there for: its first action that is more than taking the focus."""
    if not node.get_state_set().contains(Atspi.StateType.ENABLED):
        raise LookupError("it cannot be pressed now")
    actions = node.get_action_iface()
    for place in range(Atspi.Action.get_n_actions(actions) if actions else 0):
        if Atspi.Action.get_action_name(actions, place) in ("Press", "Toggle", "ShowMenu"):
            return bool(Atspi.Action.do_action(actions, place))
    raise LookupError("it offers nothing to do")


def _write(node: Any, text: str) -> bool:  # noqa: ANN401
    field = node.get_editable_text_iface()
    if field is None:
        raise LookupError("nothing can be written there")
    return bool(Atspi.EditableText.set_text_contents(field, text))


def main() -> int:
    reader = Reader()
    for line in sys.stdin:
        try:
            said: dict[str, object] = {"answer": reader.answer(json.loads(line))}
        except (LookupError, GLib.Error) as error:
            said = {"problem": str(error)}
        print(json.dumps(said), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

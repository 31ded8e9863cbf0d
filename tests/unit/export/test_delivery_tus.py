"""A bundle on its way to a tus server that behaves as well or as badly as a test says."""

import json
import threading
import traceback
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from datadonor.errors import DatadonorError
from datadonor.network import (
    AddressInsecure,
    AnswerCutShort,
    AnswerRefused,
    AnswerTooLarge,
    AnswerUnreadable,
    Door,
    Limits,
    NetworkRedirected,
    NetworkTooSlow,
    NetworkUnreachable,
)
from datadonor.registry.targets import Delivery
from datadonor.texts import Language
from export import delivery
from export.delivery import (
    DeliveryAddressUnfit,
    DeliveryCancelled,
    DeliveryConfused,
    DeliveryDamaged,
    DeliveryElsewhere,
    DeliveryForgotten,
    DeliveryNotTus,
    DeliveryTooLarge,
    Progress,
    Receipt,
    SealedFile,
    SealedFileChanged,
    UploadState,
    abandon,
    deliver,
    tus,
)
from export.delivery.port import MOST_URL
from export.delivery.tus_server import ALGORITHMS
from tests.tus.courses import Notes, sealed_file
from tests.tus.double import VERSION, Act, Cuts, Kept, Says, Spoils, TusDouble, Waits
from tests.unit.loopback import only_this_computer

STRETCH = 100_000


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before


@pytest.fixture(autouse=True)
def _short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tus, "MOST_STRETCH", STRETCH)
    monkeypatch.setattr(tus, "LEAST_STRETCH", STRETCH // 8)


@pytest.fixture
def sealed(tmp_path: Path) -> SealedFile:
    return sealed_file(tmp_path)


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def server() -> Iterator[TusDouble]:
    with TusDouble() as made:
        yield made


@pytest.fixture
def door() -> Iterator[Door]:
    limits = Limits(connect_seconds=1, read_seconds=1, reply_seconds=1, total_seconds=5)
    with Door(lambda _: None, limits=limits) as made:
        yield made


def send(
    server: TusDouble,
    sealed: SealedFile,
    notes: Notes,
    door: Door,
    state: UploadState | None = None,
) -> Receipt:
    try:
        return deliver(sealed, Delivery(kind="tus", url=server.url), door, notes.course(), state)
    finally:
        door.close()


def failure(server: TusDouble, sealed: SealedFile, notes: Notes, door: Door) -> DatadonorError:
    """Send what cannot arrive, and return what is raised, when it tells nothing."""
    with pytest.raises(DatadonorError) as caught:
        send(server, sealed, notes, door)
    error = caught.value
    words = [error.user_message(language) for language in Language]
    told = repr([error, error.facts, words, traceback.format_exception_only(error)])
    assert sealed.sha256 not in told
    assert "/files" not in told
    assert sealed.path.name not in told
    assert server.whole() == []
    return error


# -- a good day ---------------------------------------------------------------------


def test_a_bundle_arrives_whole_and_in_stretches(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    receipt = send(server, sealed, notes, door)
    assert server.whole() == [sealed.path.read_bytes()]
    assert server.methods() == ["OPTIONS", "POST", "PATCH", "PATCH", "PATCH"]
    assert receipt == Receipt("tus", sealed.sha256, 300_000, 300_000, was_there=False)
    assert notes.waits == []


def test_nothing_tells_of_the_bundle_but_its_digest_and_length(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    """Whatever two bundles of one donor had in common here would link them."""
    send(server, sealed, notes, door)
    (kept,) = server.kept.values()
    key, value = kept.metadata.split(" ")
    assert (key, b64decode(value).decode()) == ("filename", sealed.sha256)
    said = {name for asked in server.asked for name in asked.headers}
    assert said == {
        *("host", "user-agent", "accept-encoding", "content-length", "tus-resumable"),
        *("upload-length", "upload-metadata", "upload-offset", "content-type"),
    }
    assert {asked.headers["user-agent"] for asked in server.asked} == {"Datadonor"}
    said_of_file = [sealed.path.name in str(asked[:3]) for asked in server.asked]
    assert not any(said_of_file)


def test_progress_begins_at_nothing_and_ends_at_all(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    send(server, sealed, notes, door)
    assert notes.reports[0] == Progress(0, 300_000)
    assert notes.reports[-1] == Progress(300_000, 300_000)
    assert notes.reports == sorted(notes.reports)


def test_what_is_to_be_remembered_is_plain_and_comes_before_going_on(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    send(server, sealed, notes, door)
    states = [state for state in notes.remembered if state is not None]
    assert [state.offset for state in states] == [0, 100_000, 200_000, 300_000]
    again = UploadState.model_validate_json(states[1].model_dump_json())
    assert again == states[1]
    assert states[1].url not in repr(states[1])


@pytest.mark.parametrize(
    "stored",
    [
        {"url": "file:///etc/passwd", "offset": 0},
        {"url": "https://eksempel.dk/\n", "offset": 0},
        {"url": "https://eksempel.dk/", "offset": -1},
        {"url": "https://eksempel.dk/", "offset": 2**53},
        {"url": "https://eksempel.dk/" + "a" * 2000, "offset": 0},
        {"url": "https://eksempel.dk/"},
        {"url": "https://eksempel.dk/", "offset": 0, "more": 1},
    ],
)
def test_a_state_that_was_stored_wrong_is_not_believed(stored: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        UploadState.model_validate_json(json.dumps(stored))


# -- going on -----------------------------------------------------------------------


def test_a_later_run_goes_on_where_the_server_is(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    """Not where the state says: what was stored may be older than what arrived."""
    content = sealed.path.read_bytes()
    server.kept["/files/7"] = Kept(300_000, "", bytearray(content[:250_000]))
    state = UploadState(url=server.url + "7", offset=100_000)
    receipt = send(server, sealed, notes, door, state)
    assert server.whole() == [content]
    assert server.methods() == ["HEAD", "OPTIONS", "PATCH"]
    assert receipt.sent_bytes == 50_000


def test_what_arrived_before_a_kill_is_not_sent_again(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    content = sealed.path.read_bytes()
    server.kept["/files/7"] = Kept(300_000, "", bytearray(content))
    receipt = send(server, sealed, notes, door, UploadState(url=server.url + "7", offset=200_000))
    assert server.methods() == ["HEAD"]
    assert receipt == Receipt("tus", sealed.sha256, 300_000, 0, was_there=True)


def test_what_was_confirmed_to_the_end_is_not_even_asked_for(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    """The server may have put it away; asking would find nothing, and send it twice."""
    state = UploadState(url=server.url + "7", offset=300_000)
    assert send(server, sealed, notes, door, state).was_there
    assert server.asked == []


def test_an_upload_at_a_server_that_the_recipient_has_left_is_begun_anew(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    with TusDouble() as former:
        send(server, sealed, notes, door, UploadState(url=former.url + "1", offset=5))
    assert former.asked == []
    assert server.whole() == [sealed.path.read_bytes()]


def test_a_place_that_holds_another_file_is_not_written_to(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    server.kept["/files/7"] = Kept(299_999, "", bytearray(b"other"))
    send(server, sealed, notes, door, UploadState(url=server.url + "7", offset=5))
    assert server.kept["/files/7"].content == b"other"
    assert server.whole() == [sealed.path.read_bytes()]


@pytest.mark.parametrize("status", [403, 404, 410])
def test_an_upload_that_the_server_has_lost_is_begun_anew(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, status: int
) -> None:
    server.on("HEAD", Says(status))
    send(server, sealed, notes, door, UploadState(url=server.url + "7", offset=5))
    assert server.whole() == [sealed.path.read_bytes()]
    assert notes.remembered[0] is None
    assert notes.state is not None


def forget_all(server: TusDouble) -> None:
    server.kept.clear()


def test_an_upload_that_is_lost_halfway_is_begun_anew(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    server.on("PATCH", Waits(0), forget_all)
    receipt = send(server, sealed, notes, door)
    assert server.whole() == [sealed.path.read_bytes()]
    assert receipt.sent_bytes == 500_000
    assert server.methods().count("POST") == 2


def test_a_server_that_loses_everything_every_time_is_left(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    server.always("PATCH", forget_all)
    assert isinstance(failure(server, sealed, notes, door), DeliveryForgotten)
    assert server.methods().count("POST") == tus.MOST_BEGINNINGS
    assert notes.state is None


# -- what passes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "act"),
    [
        ("OPTIONS", Cuts()),
        ("OPTIONS", Says(503)),
        ("POST", Cuts()),
        ("POST", Says(500)),
        ("POST", Says(429)),
        ("PATCH", Cuts()),
        ("PATCH", Cuts(1)),
        ("PATCH", Cuts(99_999)),
        ("PATCH", Cuts(100_000)),
        ("PATCH", Waits(1.2)),
        ("PATCH", Says(400)),
        ("PATCH", Says(423)),
        ("PATCH", Says(460)),
        ("PATCH", Says(429)),
        ("PATCH", Says(500)),
        ("PATCH", Says(502, ())),
        ("PATCH", Says(504, ())),
    ],
)
def test_a_fault_that_passes_is_waited_for(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, method: str, act: Act
) -> None:
    server.on(method, act, act)
    send(server, sealed, notes, door)
    assert server.whole() == [sealed.path.read_bytes()]
    assert 1 <= len(notes.waits) <= 2


def test_another_offset_is_asked_for_at_once(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    """409: someone knows better than we how much is there. Waiting would not help."""
    server.on("PATCH", Says(409))
    send(server, sealed, notes, door)
    assert server.methods()[:5] == ["OPTIONS", "POST", "PATCH", "HEAD", "PATCH"]
    assert server.whole() == [sealed.path.read_bytes()]
    assert notes.waits == []


def test_waits_double_up_to_a_bound_and_are_drawn_by_lot(
    server: TusDouble, sealed: SealedFile, door: Door
) -> None:
    waits = {}
    for chance in (0.0, 0.5, 0.999):
        notes = Notes(chance=chance)
        server.always("OPTIONS", Says(503))
        assert isinstance(failure(server, sealed, notes, door), AnswerRefused)
        waits[chance] = notes.waits
    assert waits[0.0] == [0.5, 1, 2, 4, 8, 16, 30]
    assert waits[0.5] == [0.75, 1.5, 3, 6, 12, 24, 45]
    assert all(wait <= tus.MOST_WAIT_SECONDS for wait in waits[0.999])


@given(cuts=st.lists(st.integers(0, 120_000), max_size=12), seed=st.integers(0, 2**32))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_bundle_arrives_whole_however_often_it_is_cut(
    cuts: list[int], seed: int, tmp_path: Path
) -> None:
    sealed = sealed_file(tmp_path, 250_000, seed)
    notes = Notes()
    with TusDouble() as server, Door(lambda _: None) as door:
        for cut in cuts:
            server.on("PATCH", Cuts(1 + cut))
        send(server, sealed, notes, door)
        assert server.whole() == [sealed.path.read_bytes()]


def test_tries_are_counted_anew_when_a_byte_is_won(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    server.on("PATCH", *[Cuts(5000)] * 40)
    send(server, sealed, notes, door)
    assert len(notes.waits) == 40
    assert set(notes.waits) == {0.75}
    assert server.whole() == [sealed.path.read_bytes()]


def test_a_server_where_nothing_gets_through_is_left_for_another_day(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    server.always("PATCH", Cuts())
    assert isinstance(failure(server, sealed, notes, door), AnswerCutShort)
    assert len(notes.waits) == tus.MOST_TRIES - 1
    assert notes.state is not None  # and that day goes on from here


def test_a_server_that_is_silent_is_left_for_another_day(
    server: TusDouble, sealed: SealedFile, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.always("PATCH", Waits(5))
    limits = Limits(read_seconds=0.1, reply_seconds=0.1, total_seconds=2)
    monkeypatch.setattr(tus, "MOST_TRIES", 3)
    with Door(lambda _: None, limits=limits) as door:
        assert isinstance(failure(server, sealed, notes, door), NetworkTooSlow)


def test_nobody_there_is_left_for_another_day(sealed: SealedFile, notes: Notes, door: Door) -> None:
    with TusDouble() as gone:
        pass
    assert isinstance(failure(gone, sealed, notes, door), NetworkUnreachable)
    assert len(notes.waits) == tus.MOST_TRIES - 1


# -- checksums ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (("md5", "sha1"), "sha1"),
        (("sha1", "sha512"), "sha512"),
        (("sha1", "sha256", "sha512"), "sha256"),
        (("md5", "crc32"), None),
    ],
)
def test_each_stretch_is_sent_with_its_checksum(
    sealed: SealedFile, notes: Notes, door: Door, offered: tuple[str, ...], chosen: str | None
) -> None:
    with TusDouble(checksums=offered) as server:
        send(server, sealed, notes, door)
    said = [asked.headers.get("upload-checksum") for asked in server.asked[2:]]
    assert [each and each.split(" ")[0] for each in said] == [chosen] * 3
    assert server.whole() == [sealed.path.read_bytes()]


def test_a_byte_that_changes_on_the_way_is_sent_again(
    sealed: SealedFile, notes: Notes, door: Door
) -> None:
    with TusDouble(checksums=("sha256",)) as server:
        server.on("PATCH", Spoils(), Waits(0), Spoils())
        send(server, sealed, notes, door)
        assert server.whole() == [sealed.path.read_bytes()]


def test_without_checksums_a_changed_byte_is_not_seen_on_the_way(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    """The control of the one above, and why TLS and the seal are what we rely on."""
    server.on("PATCH", Spoils())
    send(server, sealed, notes, door)
    assert server.whole() != [sealed.path.read_bytes()]


def test_a_way_on_which_every_stretch_changes_is_left(
    sealed: SealedFile, notes: Notes, door: Door
) -> None:
    with TusDouble(checksums=("sha256",)) as server:
        server.always("PATCH", Spoils())
        assert isinstance(failure(server, sealed, notes, door), DeliveryDamaged)
    lengths = [int(asked.headers["content-length"]) for asked in server.asked[2::2]]
    assert lengths[:5] == [100_000, 50_000, 25_000, 12_500, 12_500]


# -- what does not pass -------------------------------------------------------------


def test_a_bundle_that_is_too_large_is_not_begun(
    sealed: SealedFile, notes: Notes, door: Door
) -> None:
    with TusDouble(most=299_999) as server:
        assert isinstance(failure(server, sealed, notes, door), DeliveryTooLarge)
    assert server.methods() == ["OPTIONS"]
    with TusDouble(most=300_000) as server:
        send(server, sealed, notes, door)
        assert server.whole() == [sealed.path.read_bytes()]


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_server_that_takes_no_more_says_so_itself(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, method: str
) -> None:
    server.on(method, Says(413))
    assert isinstance(failure(server, sealed, notes, door), DeliveryTooLarge)
    assert notes.waits == []


def options(version: str = "1.0.0", extension: str = "creation", most: str = "") -> Says:
    return Says(
        204,
        (VERSION, ("Tus-Version", version), ("Tus-Extension", extension))
        + ((("Tus-Max-Size", most),) if most else ()),
    )


@pytest.mark.parametrize(
    ("method", "act"),
    [
        ("OPTIONS", options(version="2.0.0")),
        ("OPTIONS", options(version="")),
        ("OPTIONS", options(extension="termination,creation-with-upload")),
        ("OPTIONS", Says(200, ())),
        ("OPTIONS", Says(404)),
        ("OPTIONS", Says(405)),
        ("OPTIONS", Says(412)),
        ("POST", Says(412)),
        ("POST", Says(404)),
        ("POST", Says(201)),
        ("POST", Says(201, (("Location", "/files/1"),))),
        ("POST", Says(201, (("Location", "/files/1"), ("Tus-Resumable", "0.2.2")))),
        ("PATCH", Says(412)),
        ("PATCH", Says(415)),
        ("PATCH", Says(204, (("Upload-Offset", "100000"),))),
    ],
)
def test_what_does_not_speak_tus_is_left_at_once(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, method: str, act: Act
) -> None:
    server.on(method, act)
    assert isinstance(failure(server, sealed, notes, door), DeliveryNotTus)
    assert notes.waits == []


@pytest.mark.parametrize(
    ("method", "act"),
    [
        ("OPTIONS", options(most="-1")),
        ("OPTIONS", options(most="many")),
        ("OPTIONS", options(most="9" * 5000)),
        ("OPTIONS", options(most="²")),
        *(
            ("PATCH", Says(204, (VERSION, ("Upload-Offset", offset))))
            for offset in ("", "0", "100001", "300000", "-5", "1e5", "0x5", "5, 5", "9" * 4400)
        ),
        ("PATCH", Says(204)),
    ],
)
def test_a_number_that_cannot_be_is_not_believed(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, method: str, act: Act
) -> None:
    server.on(method, act)
    assert isinstance(failure(server, sealed, notes, door), DeliveryConfused)


def test_a_server_that_has_more_than_there_is_is_not_believed(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    server.on("PATCH", Cuts(5))
    server.on("HEAD", Says(200, (VERSION, ("Upload-Offset", "300001"))))
    assert isinstance(failure(server, sealed, notes, door), DeliveryConfused)


@pytest.mark.parametrize(
    "where",
    [
        "https://127.0.0.1/files/1",
        "http://eksempel.dk/files/1",
        "//eksempel.dk/files/1",
        "http://127.0.0.1:1/files/1",
        "http://127.0.0.1/files/1",
        "http://user:ord@127.0.0.1:PORT/files/1",
        "http://127.0.0.1:PORT@eksempel.dk/",
        "http://127.0.0.1:PORT\\@eksempel.dk/",
        "http://127.0.0.1:PORT.eksempel.dk/",
        "http://localhost:PORT/files/1",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[::1",
        "/files/å",
        "/files/a b",
        "/files/" + "a" * 3000,
    ],
)
def test_no_byte_goes_to_another_place(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, where: str
) -> None:
    """A place that is told by the server is believed only on that very server."""
    location = ("Location", where.replace("PORT", str(server.port)))
    server.on("POST", Says(201, (VERSION, location)))
    assert isinstance(failure(server, sealed, notes, door), DeliveryElsewhere)
    assert server.methods() == ["OPTIONS", "POST"]
    assert notes.remembered == []


@pytest.mark.parametrize("where", ["/files/9", "9", "/files/9?token=x", "//127.0.0.1:PORT/files/9"])
def test_a_place_may_be_told_in_short(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, where: str
) -> None:
    location = ("Location", where.replace("PORT", str(server.port)))
    server.on("POST", Says(201, (VERSION, location)))
    server.kept["/files/9" + "?token=x" * ("token" in where)] = Kept(300_000, "")
    send(server, sealed, notes, door)
    assert server.whole() == [sealed.path.read_bytes()]


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "PATCH"])
@pytest.mark.parametrize("status", [301, 307, 308])
def test_no_redirect_is_followed(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, method: str, status: int
) -> None:
    with TusDouble() as other:
        server.on(method, Says(status, (VERSION, ("Location", other.url))))
        assert isinstance(failure(server, sealed, notes, door), NetworkRedirected)
    assert other.asked == []


@pytest.mark.parametrize("status", [401, 403, 406, 422, 451])
def test_a_refusal_that_will_stay_is_not_tried_again(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, status: int
) -> None:
    server.on("PATCH", Says(status))
    assert isinstance(failure(server, sealed, notes, door), AnswerRefused)
    assert notes.waits == []


@pytest.mark.parametrize("many", [30, 200])
def test_a_head_that_is_too_large_is_not_taken(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door, many: int
) -> None:
    server.on("POST", Says(201, tuple((f"X-{number}", "x" * 4000) for number in range(many))))
    assert isinstance(failure(server, sealed, notes, door), AnswerTooLarge | AnswerUnreadable)


@pytest.mark.parametrize("url", ["file:///somewhere/a", "file://localhost/somewhere/a"])
def test_a_folder_is_no_place_to_send_to(
    sealed: SealedFile, notes: Notes, door: Door, url: str
) -> None:
    with pytest.raises(DeliveryAddressUnfit):
        deliver(sealed, Delivery(kind="tus", url=url), door, notes.course())


def test_nothing_is_sent_without_encryption(sealed: SealedFile, notes: Notes, door: Door) -> None:
    with pytest.raises(AddressInsecure):
        deliver(sealed, Delivery(kind="tus", url="http://eksempel.dk/files"), door, notes.course())
    assert notes.waits == []


# -- what is sent -------------------------------------------------------------------


def test_a_file_that_is_not_what_was_sealed_is_not_sent(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    content = sealed.path.read_bytes()
    for other in (content[:-1], content + b"x", b"x" + content[1:], b""):
        sealed.path.write_bytes(other)
        assert isinstance(failure(server, sealed, notes, door), SealedFileChanged)
    assert server.asked == []


def test_a_file_that_shrinks_while_it_is_sent_is_not_padded(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    def shrink(progress: Progress) -> None:
        if progress.done_bytes == 100_000:
            sealed.path.write_bytes(b"short")

    notes.on_report = shrink
    assert isinstance(failure(server, sealed, notes, door), SealedFileChanged)


@pytest.mark.parametrize(
    ("size_bytes", "sha256"), [(0, "0" * 64), (-1, "0" * 64), (1, "0" * 63), (1, "A" * 64), (1, "")]
)
def test_a_sealed_file_has_a_length_and_a_digest(size_bytes: int, sha256: str) -> None:
    with pytest.raises(ValueError, match="sealed file"):
        SealedFile(Path("a"), size_bytes, sha256)


# -- stopping -----------------------------------------------------------------------


def test_a_person_can_stop_it_at_every_report(tmp_path: Path) -> None:
    """And what they stopped can be gone on with."""
    sealed = sealed_file(tmp_path, 150_000)
    with TusDouble() as server, Door(lambda _: None) as door:
        counted = Notes()
        send(server, sealed, counted, door)
        for number in range(len(counted.reports) - 1):
            notes = Notes()

            def stop(_: Progress, notes: Notes = notes, number: int = number) -> None:
                if len(notes.reports) > number:
                    raise DeliveryCancelled

            notes.on_report = stop
            with pytest.raises(DeliveryCancelled):
                send(server, sealed, notes, door)
            send(server, sealed, Notes(), door, notes.state)
        assert set(server.whole()) == {sealed.path.read_bytes()}


def test_a_person_can_stop_it_while_it_waits(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    def stop(_: Progress) -> None:
        if notes.waits:
            raise DeliveryCancelled

    server.always("OPTIONS", Says(503))
    notes.on_report = stop
    assert isinstance(failure(server, sealed, notes, door), DeliveryCancelled)
    assert len(notes.waits) == 1


def test_what_will_not_be_gone_on_with_is_dropped_at_the_server(
    server: TusDouble, sealed: SealedFile, notes: Notes, door: Door
) -> None:
    server.on("PATCH", Waits(0), Says(413))
    failure(server, sealed, notes, door)
    assert notes.state is not None
    assert server.kept
    assert abandon(server.url, door, notes.state)
    assert server.kept == {}
    assert abandon(server.url, door, notes.state)  # nothing is left there
    server.on("DELETE", Says(405), Cuts())
    assert not abandon(server.url, door, notes.state)
    assert not abandon(server.url, door, notes.state)
    assert not abandon("https://eksempel.dk/", door, notes.state)
    door.close()


def test_another_bundle_has_another_name(tmp_path: Path) -> None:
    one, two = sealed_file(tmp_path, seed=1), sealed_file(tmp_path, seed=2)
    assert one.sha256 != two.sha256
    assert replace(one, ending=".c4gh").sha256 == one.sha256


# -- what is written of it ----------------------------------------------------------


DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "formats" / "delivery.md"


def undocumented(text: str) -> list[str]:
    """Return what of the errors' codes and the protocol's numbers the document does not say."""
    ours = [each for each in vars(delivery).values() if isinstance(each, type)]
    errors = [each for each in ours if issubclass(each, DatadonorError)]
    wanted = [
        *(f"| `{error.code}` | {error.exit_code.value} |" for error in errors),
        "at most 8 MiB",
        "down to 64 KiB",
        f"at most {tus.MOST_BEGINNINGS} times in one run",
        f"at most {tus.MOST_WAIT_SECONDS:g} seconds",
        f"at most {MOST_URL} letters",
        *(f"`{algorithm}`" for algorithm in ALGORITHMS),
    ]
    return [each for each in wanted if each not in text]


def test_the_document_says_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    text = DOCUMENT.read_text("utf-8")
    assert undocumented(text) == []
    assert undocumented(text.replace("| `SEALED_FILE_CHANGED` | 5 |", "")) != []
    monkeypatch.undo()
    assert (tus.MOST_STRETCH, tus.LEAST_STRETCH, tus.MOST_TRIES) == (8 * 2**20, 64 * 2**10, 8)


def test_every_error_has_words_in_both_languages() -> None:
    for each in vars(delivery).values():
        if isinstance(each, type) and issubclass(each, DatadonorError):
            for language in Language:
                told = each(host="modtager.eksempel.dk").user_message(language)
                assert told.code == each.code != DatadonorError.code
                assert told.message.endswith(".")
                assert told.remedy.endswith(".")


def unpinned(lock: str) -> list[str]:
    """Return the packages of npm's that are not held to a hash, or that run a program."""
    packages: dict[str, dict[str, object]] = json.loads(lock)["packages"]
    return [
        name
        for name, pinned in packages.items()
        if name
        and (not str(pinned.get("integrity")).startswith("sha512-") or "hasInstallScript" in pinned)
    ]


def test_other_peoples_server_is_pinned_by_hashes_and_names_no_host() -> None:
    lock = DOCUMENT.parents[2].joinpath("tests", "tus", "package-lock.json").read_text("utf-8")
    assert unpinned(lock) == []
    assert "://" not in lock
    assert unpinned(lock.replace('"integrity": "sha512-', '"integrity": "sha1-', 1)) != []

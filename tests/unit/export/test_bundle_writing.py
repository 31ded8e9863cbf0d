import base64
import dataclasses
import errno
import io
import json
import re
import tarfile
import tracemalloc
from datetime import date
from hashlib import sha256

import pytest

from consent.donor_key import pseudonym_of
from consent.envelope import PublicKey, open_envelope
from datadonor.errors import DiskFull
from export.bundle import contents as contents_module
from export.bundle import parts
from export.bundle.commitment import log_commitment
from export.bundle.contents import Contents, Payload, Totals, digest_of, survey
from export.bundle.crate import crate_metadata
from export.bundle.errors import (
    BundleChanged,
    BundleNotConfirmed,
    BundleTooManyFiles,
    RecordTooLarge,
)
from export.bundle.layout import MANIFEST_BYTES, MOST_FILES, PART_BYTES
from export.bundle.listing import Listed
from export.bundle.manifest import PAYLOAD_TYPE, sign_manifest
from export.bundle.parts import File
from export.bundle.writing import Written, write_bundle
from tests import bundles
from tests.bundles import Readings


def files_of(stream: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(stream), mode="r:") as tar:
        read = {member.name: tar.extractfile(member) for member in tar}
    return {name: file.read() for name, file in read.items() if file is not None}


def written(payload: Payload, surveyed: Payload | None = None) -> tuple[bytes, Written]:
    contents = survey(surveyed or payload)
    out = io.BytesIO()
    facts = bundles.facts(contents, bundles.signed_request())
    done = write_bundle(payload, contents, bundles.signer(), facts, out, bundles.unwatched)
    return out.getvalue(), done


def test_the_same_payload_gives_the_same_bytes() -> None:
    assert bundles.bundle() == bundles.bundle()


def test_the_members_stand_in_the_order_of_the_manifest() -> None:
    files = files_of(bundles.bundle())
    envelope = open_envelope(files["manifest.dsse.json"], PAYLOAD_TYPE)
    subjects = [each["name"] for each in json.loads(envelope.payload)["subject"]]
    names = list(files)
    assert names[0] == "manifest.dsse.json"
    assert names[1:4] == subjects[:3] == ["bagit.txt", "bag-info.txt", "manifest-sha256.txt"]
    assert names[4] == "tagmanifest-sha256.txt"
    assert names[5:] == subjects[3:]
    assert subjects[3] == "data/ro-crate-metadata.json"


def test_the_manifest_says_who_to_whom_and_every_byte() -> None:
    stream, done = written(bundles.payload())
    files = files_of(stream)
    key = PublicKey.of(bundles.signer())
    envelope = open_envelope(files["manifest.dsse.json"], PAYLOAD_TYPE)
    assert envelope.verify([key]) == (key,)
    said = json.loads(envelope.payload)
    predicate = said["predicate"]
    assert predicate["format"] == "datadonor.bundle/1"
    assert predicate["pseudonym"] == pseudonym_of(key)
    assert predicate["recipient"] == "nordkysten-hospital"
    assert "previous_sha256" not in predicate
    for subject in said["subject"]:
        content = files[subject["name"]]
        assert subject["digest"]["sha256"] == sha256(content).hexdigest()
        assert predicate["lengths"][subject["name"]] == len(content)
    assert done.manifest_sha256 == sha256(files["manifest.dsse.json"]).hexdigest()
    assert done.length == len(stream)


def test_what_the_donor_confirms_is_the_digest_of_the_bags_list() -> None:
    contents = survey(bundles.payload())
    files = files_of(bundles.bundle())
    assert contents.digest == sha256(files["manifest-sha256.txt"]).hexdigest()
    assert contents.digest == digest_of(reversed(contents.files))
    lines = [
        f"{sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
        if name.startswith("data/")
    ]
    assert files["manifest-sha256.txt"].decode() == "".join(lines)


def test_one_other_sign_anywhere_is_another_digest() -> None:
    first = bundles.payload()
    others = (
        bundles.payload(41),
        bundles.payload(mark="s"),
        dataclasses.replace(first, day=date(2026, 9, 2)),
        dataclasses.replace(first, documents=bundles.documents("s")),
        dataclasses.replace(first, dictionary=lambda totals: b"{}"),
    )
    digests = {survey(each).digest for each in (first, *others)}
    assert len(digests) == 6


def test_totals_count_what_leaves() -> None:
    totals = survey(bundles.payload(70)).totals
    assert totals.lines == 70
    assert totals.by_type == {"Condition": 10, "Observation": 60}
    assert totals.by_table == {"sleep": 14, "steps": 56}
    assert totals.by_item == {"steps": 70}
    assert totals.by_category == {"activity": 70}
    assert totals.by_rule == {"dates_shifted": 70, "ids_rekeyed": 70}


@pytest.mark.parametrize(
    "other",
    [
        bundles.payload(41),
        bundles.payload(39),
        bundles.payload(mark="s"),
        dataclasses.replace(bundles.payload(), documents=bundles.documents("s")),
        dataclasses.replace(bundles.payload(), documents=()),
        dataclasses.replace(bundles.payload(), day=date(2026, 9, 2)),
        dataclasses.replace(bundles.payload(), dictionary=lambda totals: b"{}"),
        dataclasses.replace(bundles.payload(), outgoing=()),
        dataclasses.replace(bundles.payload(), outgoing=[*Readings(39), *Readings(1)]),
    ],
)
def test_a_second_pass_with_other_bytes_is_stopped(other: Payload) -> None:
    with pytest.raises(BundleChanged):
        written(other, surveyed=bundles.payload())


def test_a_stream_that_can_be_walked_only_once_is_stopped() -> None:
    once = dataclasses.replace(bundles.payload(), outgoing=iter(Readings(40)))
    with pytest.raises(BundleChanged):
        written(once)


@pytest.mark.parametrize("changes", [{"confirmed_sha256": "0" * 64}, {"project": "another"}])
def test_nothing_is_written_that_was_not_confirmed(changes: dict[str, str]) -> None:
    contents = survey(bundles.payload())
    facts = bundles.facts(contents, bundles.signed_request(), **changes)
    out = io.BytesIO()
    with pytest.raises(BundleNotConfirmed):
        write_bundle(bundles.payload(), contents, bundles.signer(), facts, out, bundles.unwatched)
    assert out.getvalue() == b""


def test_every_byte_is_seen_before_it_leaves() -> None:
    contents = survey(bundles.payload())
    facts = bundles.facts(contents, bundles.signed_request())
    out = io.BytesIO()
    seen: dict[str, list[bytes]] = {}

    def watch(path: str, content: bytes) -> None:
        assert content not in out.getvalue() or not content
        seen.setdefault(path, []).append(content)

    write_bundle(bundles.payload(), contents, bundles.signer(), facts, out, watch)
    files = files_of(out.getvalue())
    assert {path: each[-1] for path, each in seen.items()} == files
    plain, envelope = seen["manifest.dsse.json"]
    assert base64.b64decode(json.loads(envelope)["payload"]) == plain


@pytest.mark.parametrize(
    "path", ["manifest.dsse.json", "manifest-sha256.txt", "data/dictionary.json",
             "data/ro-crate-metadata.json", "data/tables/steps-0001.csv"],
)  # fmt: skip
def test_a_watch_that_objects_stops_the_file_and_all_after_it(path: str) -> None:
    class Objection(Exception):
        pass

    def watch(seen: str, content: bytes) -> None:
        if seen == path:
            raise Objection

    contents = survey(bundles.payload())
    facts = bundles.facts(contents, bundles.signed_request())
    out = io.BytesIO()
    with pytest.raises(Objection):
        write_bundle(bundles.payload(), contents, bundles.signer(), facts, out, watch)
    assert path.encode() + b"\0" not in out.getvalue()
    if path.startswith("data/"):
        with pytest.raises(Objection):
            survey(bundles.payload(), watch)


def test_memory_does_not_grow_with_what_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scaled down: parts of 64 KiB, and a payload of 1 and of 4 MiB."""
    monkeypatch.setattr(parts, "PART_BYTES", 1 << 16)
    monkeypatch.setattr(parts, "OPEN_BYTES", 1 << 18)

    class Nowhere:
        def write(self, content: bytes, /) -> object:
            return None

    def peak(count: int) -> int:
        payload = bundles.payload(count, padding=1000)
        tracemalloc.start()
        contents = survey(payload)
        facts = bundles.facts(contents, bundles.signed_request())
        write_bundle(payload, contents, bundles.signer(), facts, Nowhere(), bundles.unwatched)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4000) < peak(1000) * 1.5


def test_the_largest_bundle_has_room_in_its_manifest_and_crate() -> None:
    longest = "data/tables/" + "t" * 40
    files = tuple(
        Listed(f"{longest[:-1]}{number // 9999}-{number % 9999 + 1:04d}.csv", "f" * 64, PART_BYTES)
        for number in range(MOST_FILES)
    )
    contents = Contents(files, Totals(0, {}, {}, {}, {}, {}))
    facts = bundles.facts(contents, bundles.signed_request())
    assert len(sign_manifest(facts, files, bundles.signer())) <= MANIFEST_BYTES
    assert len(crate_metadata(files, "p" * 64, bundles.DAY)) <= PART_BYTES


def test_more_files_than_a_manifest_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents_module, "MOST_FILES", 9)
    assert len(survey(bundles.payload()).files) == 9
    monkeypatch.setattr(contents_module, "MOST_FILES", 8)
    with pytest.raises(BundleTooManyFiles):
        survey(bundles.payload())


def test_a_document_that_is_too_large_or_ill_named_is_refused() -> None:
    large = File("data/consent/consent.json", bytes(PART_BYTES + 1))
    with pytest.raises(RecordTooLarge):
        survey(dataclasses.replace(bundles.payload(), documents=(large,)))
    for name in ("data/../x.json", "consent.json", "data/consent/Søren.json"):
        named = dataclasses.replace(bundles.payload(), documents=(File(name, b""),))
        with pytest.raises(ValueError, match="name"):
            survey(named)


def test_a_commitment_follows_from_all_that_it_is_made_of() -> None:
    made = {
        log_commitment("a", bytes(32), b"checkpoint"),
        log_commitment("b", bytes(32), b"checkpoint"),
        log_commitment("a", bytes(31) + b"\1", b"checkpoint"),
        log_commitment("a", bytes(32), b"checkpoint\n"),
    }
    assert len(made) == 4
    assert log_commitment("a", bytes(32), b"checkpoint") == (
        sha256(b"datadonor/log-commit/v1\0a\0" + bytes(32) + b"checkpoint").hexdigest()
    )
    for project, blinding in (("a", b""), ("a", bytes(33)), ("a\0b", bytes(32))):
        with pytest.raises(ValueError, match="32"):
            log_commitment(project, blinding, b"")


def test_a_full_disk_is_told_in_our_words() -> None:
    class Full:
        def write(self, content: bytes, /) -> object:
            raise OSError(errno.ENOSPC, "/home/someone")

    contents = survey(bundles.payload())
    facts = bundles.facts(contents, bundles.signed_request())
    with pytest.raises(DiskFull):
        write_bundle(
            bundles.payload(), contents, bundles.signer(), facts, Full(), bundles.unwatched
        )


# -- nothing links ---------------------------------------------------------------------

_TOKEN = re.compile(rb"[A-Za-z0-9+/=_.:-]{4,}")


def tokens(stream: bytes) -> set[bytes]:
    """Return all words of a bundle, those inside the envelope too, and every file's size."""
    found = set(_TOKEN.findall(stream))
    for name, content in files_of(stream).items():
        found.add(f"{name} of {len(content)}".encode())
        if name == "manifest.dsse.json":
            found |= set(_TOKEN.findall(open_envelope(content, PAYLOAD_TYPE).payload))
    return found


def donated(donor: int, project: str, **changes: object) -> bytes:
    """Return a donor's bundle for a project, as different as the pseudonym makes it."""
    secret = bytes([donor]) * 32
    key = bundles.signer(secret, project)
    mark = pseudonym_of(PublicKey.of(key))
    commitment = log_commitment(project, sha256(mark.encode()).digest(), bytes([donor]))
    return bundles.bundle(
        bundles.payload(project=project, mark=mark),
        request=bundles.signed_request(project=project),
        key=key,
        **{"log_commitment": commitment} | changes,
    )


def linking(**changes: object) -> set[bytes]:
    """Return what one donor's bundles for two projects share and two donors' do not."""
    one = tokens(donated(1, "one", **changes)) & tokens(donated(1, "two", **changes))
    return one - (tokens(donated(1, "one")) & tokens(donated(2, "two")))


def test_two_projects_bundles_share_nothing_that_two_donors_would_not() -> None:
    assert linking() == set()


def test_what_would_link_is_found() -> None:
    planted = linking(log_commitment=log_commitment("one", bytes(32), b"1"))
    assert log_commitment("one", bytes(32), b"1").encode() in planted


def test_a_bundle_says_nothing_of_who_wrote_it_where_or_when() -> None:
    with tarfile.open(fileobj=io.BytesIO(bundles.bundle()), mode="r:") as tar:
        for member in tar:
            assert (member.mtime, member.uid, member.gid) == (0, 0, 0)
            assert (member.uname, member.gname, member.mode) == ("", "", 0o600)
            assert not member.pax_headers

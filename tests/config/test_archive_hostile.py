"""A backup may come from anywhere and a disk may be full: words, and a folder left as it was."""

import contextlib
import json
import os
import random
import resource
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import pytest

from overbrug.config import archive

KNOWN = {"core.0001_initial"}
EVERY_BYTE = os.environ.get("MATRIX") == "full"


@pytest.fixture
def folder(tmp_path):
    """A small data folder with facts, lines without a name, a room log and a key."""
    data = tmp_path / "data"
    (data / "rooms").mkdir(parents=True)
    (data / "secret_key").write_text("a key")
    for name in (archive.FACTS, archive.UNNAMED, "rooms/rooms.sqlite3"):
        with contextlib.closing(sqlite3.connect(data / name)) as made, made:
            made.execute("CREATE TABLE django_migrations (app, name)")
            made.execute("INSERT INTO django_migrations VALUES ('core', '0001_initial')")
    return data


@pytest.fixture
def backup(folder, tmp_path):
    archive.write(folder, tmp_path / "all.zip")
    return tmp_path / "all.zip"


@pytest.fixture
def new(tmp_path):
    (tmp_path / "new").mkdir()
    return tmp_path / "new"


def refusal(file, new, known=KNOWN):
    """The words with which a file is refused; the folder is as empty as before."""
    with pytest.raises(archive.BadArchive) as refused:
        archive.restore(file, new, known_migrations=known)
    assert list(new.iterdir()) == []
    return str(refused.value)


def test_no_byte_changes_unseen(backup, new):
    whole = backup.read_bytes()
    lottery = random.Random(4)
    places = range(len(whole)) if EVERY_BYTE else lottery.sample(range(len(whole)), 60)
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << lottery.randrange(8)
        backup.write_bytes(changed)
        assert refusal(backup, new), f"byte {place} of {len(whole)}"


def test_a_byte_in_each_part_in_the_list_and_in_the_directory_is_seen(backup, new):
    whole = backup.read_bytes()
    with zipfile.ZipFile(backup) as content:
        parts = [info.header_offset for info in content.infolist()]
        places = [at + 60 for at in parts] + [at + 11 for at in parts] + [content.start_dir + 12]
    for place in [*places, len(whole) - 100, len(whole) - 1]:
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        assert refusal(backup, new), place


def test_cut_off_or_grown_it_is_refused(backup, new):
    whole = backup.read_bytes()
    for place in [*(len(whole) * n // 20 for n in range(20)), len(whole) - 1]:
        backup.write_bytes(whole[:place])
        assert "damaged" in refusal(backup, new)
    for grown in (whole + b"\n", b"\n" + whole, whole + whole):
        backup.write_bytes(grown)
        assert refusal(backup, new)


@pytest.mark.parametrize(
    "content", [b"", b"Dear all,\n", b"\x1f\x8b\x08" + b"\0" * 99, b"PK\x05\x06"]
)
def test_what_is_no_zip_is_refused(tmp_path, new, content):
    (tmp_path / "letter").write_bytes(content)
    assert "cannot be read as a backup" in refusal(tmp_path / "letter", new)


def test_what_is_no_file_is_refused(tmp_path, new):
    assert "missing" in refusal(tmp_path / "nothing.zip", new)
    assert "cannot be read" in refusal(tmp_path, new)


def forged(backup, *, more=(), **changes):
    """The same backup with another list, and perhaps more entries; it has no seal."""
    with zipfile.ZipFile(backup) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    manifest = {**json.loads(parts.pop("manifest.json")), "sealed": False, **changes}
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", json.dumps(manifest))
        for name, content in [*parts.items(), *more]:
            made.writestr(name, content)
    return backup


LISTS = [
    {"files": []},
    {"files": None},
    {"files": {archive.FACTS: 7}},
    {"files": {archive.FACTS: {"sha256": "x"}}},
    {"files": {}},
    {"format": "1"},
    {"format": None},
    {"format": True},
    {"format": 1.5},
    {"migrations": 5},
    {"migrations": [["core", 1]]},
    {"migrations": {"core": 1}},
    {"facts": "postgresql"},
    {"facts": "facts.dump"},
    {"facts": ["facts.sqlite3"]},
]


@pytest.mark.parametrize("changes", LISTS, ids=str)
def test_a_list_of_other_kinds_of_things_is_refused(backup, new, changes):
    assert "not a backup of Overbrug" in refusal(forged(backup, **changes), new)


def test_a_bottomless_or_endless_list_is_refused(tmp_path, new):
    for text in ("[" * 200_000, " " * 2_000_000):
        with zipfile.ZipFile(tmp_path / "list.zip", "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("manifest.json", text)
        assert "not a backup of Overbrug" in refusal(tmp_path / "list.zip", new)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name", [archive.FACTS, "manifest.json", "../x", "/etc/x", "rooms/", "rooms/../x.sqlite3", "x"]
)
def test_an_entry_that_is_not_listed_is_refused(backup, new, name):
    assert "not a backup of Overbrug" in refusal(forged(backup, more=[(name, b"x")]), new)


def test_a_link_among_the_entries_leads_nowhere(backup, new, tmp_path):
    link = zipfile.ZipInfo("rooms/link.sqlite3")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(backup) as good:
        files = json.loads(good.read("manifest.json"))["files"]
    files |= {"rooms/link.sqlite3": "x"}
    forged(backup, more=[(link, str(tmp_path / "data/secret_key"))], files=files)
    assert "damaged" in refusal(backup, new)


def test_a_file_that_would_fill_the_disk_is_refused_before_it_does(tmp_path, new):
    files = {archive.FACTS: "x"}
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("manifest.json", json.dumps({"format": 1, "files": files}))
        with bomb.open(archive.FACTS, "w") as entry:
            for _ in range(60):
                entry.write(b"\0" * 1_000_000)
    assert "out of all proportion" in refusal(tmp_path / "bomb.zip", new)


def test_what_is_newer_is_refused_whatever_its_list_says(folder, backup, new):
    assert "newer Overbrug" in refusal(forged(backup, format=3, files={"other": "x"}), new)
    archive.write(folder, backup)
    assert "newer Overbrug" in refusal(forged(backup, migrations=["core.0002"]), new)
    archive.write(folder, backup)
    assert "newer Overbrug" in refusal(forged(backup, migrations=[]), new, known=set())


def test_a_newer_room_log_is_refused_before_it_is_put_in_place(folder, backup, new):
    with contextlib.closing(sqlite3.connect(folder / "rooms/rooms.sqlite3")) as log:
        log.execute("PRAGMA user_version = 99")
    archive.write(folder, backup)
    assert "newer Overbrug" in refusal(backup, new)


def test_a_backup_of_before_the_seal_is_still_restored(backup, new):
    archive.restore(forged(backup), new, known_migrations=KNOWN)
    assert (new / archive.FACTS).exists()


def test_what_cannot_be_put_in_place_whole_is_taken_away_again(backup, new, monkeypatch):
    replace, moved = Path.replace, []

    def fails_at_the_third(self, target):
        moved.append(target)
        if len(moved) == 3:
            raise OSError(5, "Input/output error")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_at_the_third)
    with pytest.raises(OSError, match="Input"):
        archive.restore(backup, new, known_migrations=KNOWN)
    assert [path for path in new.rglob("*") if path.is_file()] == []


def test_word_is_left_before_the_first_database_is_there(backup, new):
    def leave_word(folder):
        (folder / "restored").write_text("now")

    archive.restore(backup, new, known_migrations=KNOWN, leave_word=leave_word)
    assert (new / "restored").read_text() == "now"


def test_a_backup_takes_the_place_of_a_backup_and_of_nothing_else(folder, backup, tmp_path):
    archive.write(folder, backup)
    (tmp_path / "letter.zip").write_text("Dear all,")
    with pytest.raises(archive.BadArchive, match="is no backup of Overbrug"):
        archive.write(folder, tmp_path / "letter.zip")
    assert (tmp_path / "letter.zip").read_text() == "Dear all,"
    with pytest.raises(archive.BadArchive, match="is a folder"):
        archive.write(folder, tmp_path)


@contextlib.contextmanager
def small_disk(size):
    """No file may grow beyond this, as on a disk that is almost full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [1_000, 10_000])
def test_a_full_disk_is_told_and_the_backup_of_before_stays(folder, backup, size):
    before = backup.read_bytes()
    with contextlib.closing(sqlite3.connect(folder / archive.FACTS)) as facts, facts:
        facts.execute("CREATE TABLE much AS SELECT randomblob(20000) AS data")
    with small_disk(size), pytest.raises(archive.BadArchive, match="is full, and nothing"):
        archive.write(folder, backup)
    assert backup.read_bytes() == before
    assert not list(backup.parent.glob(".backup-*"))


def test_a_disk_that_fills_up_while_restoring_is_not_called_damage(backup, new):
    with small_disk(5_000), pytest.raises(OSError, match="large") as refused:
        archive.restore(backup, new, known_migrations=KNOWN)
    assert not isinstance(refused.value, archive.BadArchive)
    assert list(new.iterdir()) == []


@contextlib.contextmanager
def nobody():
    """Somebody who may write in no folder of ours; root may write everywhere."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(mine)


def test_a_folder_without_rights_is_told(folder):
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o555)
        with nobody(), pytest.raises(PermissionError):
            archive.write(Path(place), Path(place) / "all.zip", elsewhere=[])
        assert list(Path(place).iterdir()) == []

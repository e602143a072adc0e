"""Cards become versions by their hash: again changes nothing, a broken one harms nobody."""

import pytest
from django.db.models import ProtectedError

from overbrug.cards import queries
from overbrug.cards.actions import import_cards
from overbrug.cards.models import Card, CardVersion, VersionIsFixed
from tests.cards.samples import GOOD, spoiled

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "proefkaart.yaml").write_text(GOOD)
    return tmp_path


def test_a_file_becomes_a_version(folder):
    (version,) = import_cards(folder).new
    assert (version.card.slug, version.version, version.minutes) == ("proefkaart", "1.0.0", 12)
    assert version.is_current


def test_importing_again_changes_nothing(folder):
    import_cards(folder)
    again = import_cards(folder)
    assert (again.new, again.known) == ([], 1)
    assert CardVersion.objects.count() == 1


def test_comments_and_quotes_are_no_new_version(folder):
    import_cards(folder)
    (folder / "proefkaart.yaml").write_text("# nieuw\n" + GOOD.replace("Always.", "'Always.'"))
    assert import_cards(folder).new == []


def test_a_changed_text_under_the_same_number_is_a_new_version(folder):
    (old,) = import_cards(folder).new
    (folder / "proefkaart.yaml").write_text(spoiled("Always.", "Often."))
    (new,) = import_cards(folder).new
    old.card.refresh_from_db()
    assert new.version == old.version
    assert (new.is_current, old.is_current) == (True, False)


def test_an_earlier_text_makes_the_earlier_version_current_again(folder):
    (old,) = import_cards(folder).new
    (folder / "proefkaart.yaml").write_text(spoiled("Always.", "Often."))
    import_cards(folder)
    (folder / "proefkaart.yaml").write_text(GOOD)
    assert import_cards(folder).new == []
    assert queries.card_version("proefkaart") == old


def test_a_broken_file_is_reported_and_the_others_come_in(folder, caplog):
    (folder / "fout.yaml").write_text(spoiled("minutes: 12", "minutes: 13"))
    (folder / "latin.yaml").write_bytes(b"\xff\xfe")
    done = import_cards(folder)
    assert len(done.new) == 1
    assert sorted(done.skipped) == ["fout.yaml", "latin.yaml"]
    assert "fout.yaml:12: the blocks add up to 12 minutes" in caplog.text


def test_a_file_that_breaks_keeps_its_good_version(folder):
    (version,) = import_cards(folder).new
    (folder / "proefkaart.yaml").write_text("")
    import_cards(folder)
    assert list(queries.current_cards()) == [version]


def test_two_files_of_one_card_are_not_mixed(folder):
    (folder / "tweede.yaml").write_text(spoiled("Always.", "Often."))
    done = import_cards(folder)
    assert list(done.skipped) == ["tweede.yaml"]
    assert "already read from proefkaart.yaml" in done.skipped["tweede.yaml"][0]


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path):
    assert import_cards(tmp_path / "weg").new == []


def test_a_version_cannot_be_saved_again(folder):
    (version,) = import_cards(folder).new
    with pytest.raises(VersionIsFixed):
        version.save()


@pytest.mark.parametrize(
    "change",
    [
        lambda version: CardVersion.objects.update(version="9.9.9"),
        lambda version: version.card.versions.update(content={}),
        lambda version: CardVersion.objects.filter(pk=version.pk).update(sha256="0" * 64),
        lambda version: CardVersion.objects.bulk_update([version], ["version"]),
        lambda version: CardVersion.objects.update_or_create(
            sha256=version.sha256, defaults={"version": "9.9.9"}
        ),
    ],
)
def test_no_way_to_change_rows_is_open(folder, change):
    (version,) = import_cards(folder).new
    with pytest.raises(VersionIsFixed):
        change(version)
    assert CardVersion.objects.get().version == "1.0.0"


def test_a_version_in_use_cannot_be_deleted(folder):
    (version,) = import_cards(folder).new
    with pytest.raises(ProtectedError):
        CardVersion.objects.all().delete()
    with pytest.raises(ProtectedError):
        version.delete()


def test_a_version_that_nobody_points_to_can_go(folder):
    (version,) = import_cards(folder).new
    Card.objects.update(current=None)
    version.delete()
    assert not CardVersion.objects.exists()


def test_an_exact_version_is_found_by_its_hash(folder):
    (old,) = import_cards(folder).new
    (folder / "proefkaart.yaml").write_text(spoiled("Always.", "Often."))
    import_cards(folder)
    assert queries.card_version("proefkaart", sha256=old.sha256) == old
    assert queries.card_version("proefkaart", sha256="onzin") is None
    assert queries.card_version("andere") is None


def test_content_comes_back_as_it_was_hashed(folder):
    from overbrug.cards.format import sha256

    import_cards(folder)
    version = CardVersion.objects.get()
    assert sha256(version.content) == version.sha256
    assert version.resolved("en")["title"] == "Test card"

"""Nobody can upload a file. Who adds that first reads what M-S14 asks: by content, re-encoded, with limits."""

from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from tests.web.world_of_rights import names

TEMPLATES = sorted(Path(settings.ROOT).glob("overbrug/*/templates/**/*.html"))


def kinds(form):
    yield form
    for below in form.__subclasses__():
        yield from kinds(below)


def test_no_form_takes_a_file():
    assert list(names())  # every view, and so every form, is loaded
    ours = [f for f in kinds(forms.BaseForm) if f.__module__.startswith("overbrug.")]
    taken = [
        f"{form.__name__}.{name}"
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.FileField) or field.widget.needs_multipart_form
    ]
    assert len(ours) > 20
    assert taken == []


def test_no_table_keeps_a_file():
    columns = [c for model in apps.get_models() for c in model._meta.get_fields()]
    assert [c.name for c in columns if isinstance(c, models.FileField)] == []


def test_no_page_asks_for_a_file():
    asking = [
        t.name
        for t in TEMPLATES
        if "multipart/form-data" in t.read_text() or 'type="file"' in t.read_text()
    ]
    assert asking == []


@pytest.mark.django_db
def test_a_file_that_is_sent_all_the_same_is_kept_nowhere(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    sent = SimpleUploadedFile("a.svg", b"<svg onload=x>" * 300_000)
    answer = Client().post("/taal/", {"language": sent, "next": sent})
    assert answer.status_code == 400
    assert list(tmp_path.iterdir()) == []

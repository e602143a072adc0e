"""An opgave shows the last few measurements beside the chart; the rest has a page of its own."""

import re

import pytest
from django.urls import reverse

from overbrug.opgaven.readings import MOST_BESIDE
from overbrug.opgaven.views.reading import MEASUREMENTS_PER_PAGE
from tests.factories import IndicatorFactory, MeasurementFactory, OpgaveFactory, editor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    made = IndicatorFactory(opgave=OpgaveFactory(), name="homes too few", unit="homes")
    for month in range(1, 6):
        MeasurementFactory(indicator=made, measured_at=f"2025-0{month}", value=100 + month)
    return made


def page_of(indicator):
    return reverse("opgaven:measurements", args=[indicator.opgave.slug, indicator.pk])


def values(html):
    """The measured values that stand in a text, in their order."""
    return [int(found) for found in re.findall(r"\b10[1-5]\b(?=</b>|\s+<bdi>)", html)]


def test_an_opgave_shows_the_last_few_and_leads_to_the_rest(client, indicator):
    html = client.get(indicator.opgave.get_absolute_url()).content.decode()
    beside = html.partition('id="indicator-')[2].partition("<svg")[0]
    assert values(beside) == [105, 104, 103][:MOST_BESIDE]
    assert f'href="{page_of(indicator)}">Alle 5 metingen' in beside
    assert "<details" not in beside


def test_the_page_has_the_chart_and_every_number_the_newest_first(client, indicator):
    html = client.get(page_of(indicator)).content.decode()
    assert 'class="chart"' in html
    table = html.partition("<table")[2].partition("</table>")[0]
    assert values(table) == [105, 104, 103, 102, 101]


def test_range_source_and_remark_stand_there(client, indicator):
    facts = {"low": 90, "source": "the census", "note": "counted anew"}
    MeasurementFactory(indicator=indicator, measured_at="2025-07", value=95, **facts)
    html = client.get(page_of(indicator)).content.decode()
    for words in ("tussen 90 en 95", "the census", "counted anew"):
        assert words in html


def test_only_an_editor_gets_the_links_to_change(client, indicator):
    row = indicator.measurements.last()
    address = reverse("opgaven:change_measurement", args=[indicator.opgave.slug, row.pk])
    assert address not in client.get(page_of(indicator)).content.decode()
    client.force_login(editor_of(indicator.opgave))
    assert address in client.get(page_of(indicator)).content.decode()
    assert address not in client.get(indicator.opgave.get_absolute_url()).content.decode()


def test_many_measurements_come_in_pages(client, indicator):
    for number in range(MEASUREMENTS_PER_PAGE):
        MeasurementFactory(indicator=indicator, measured_at=f"{1900 + number}", value=1)
    second = client.get(page_of(indicator), {"page": 2}).context["page"]
    assert len(second.object_list) == 5


def test_an_indicator_of_another_opgave_is_not_there(client, indicator):
    other = reverse("opgaven:measurements", args=[OpgaveFactory().slug, indicator.pk])
    assert client.get(other).status_code == 404

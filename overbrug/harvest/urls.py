"""Addresses of harvests."""

from django.urls import path

from overbrug.harvest.views import adopting, hiding, network, table, table_files

app_name = "harvest"
_inbox = "opgaven/<slug:slug>/uit-gesprekken"
_shared = "opgaven/<slug:slug>/oogst"
urlpatterns = [
    path("tafel/<slug:table_id>/delen/", table.page, name="page"),
    path("tafel/<slug:table_id>/delen.md", table_files.markdown, name="page-markdown"),
    path("tafel/<slug:table_id>/delen.odt", table_files.text_document, name="page-odt"),
    path("tafel/<slug:table_id>/delen.csv", table_files.spreadsheet, name="page-csv"),
    path(f"{_shared}/", network.shared, name="shared"),
    path(f"{_shared}.md", network.download, {"ending": "md"}, name="shared-markdown"),
    path(f"{_shared}.csv", network.download, {"ending": "csv"}, name="shared-csv"),
    path(f"{_shared}.odt", network.download, {"ending": "odt"}, name="shared-odt"),
    path(f"{_inbox}/", network.inbox, name="inbox"),
    path(f"{_inbox}/<int:pk>/", network.release, name="release"),
    path(f"{_inbox}/<int:pk>/opzij/", network.set_aside, name="set_aside"),
    path(f"{_inbox}/<int:pk>/verberg/", hiding.hide, name="hide"),
    path(f"{_inbox}/<int:pk>/terug/", network.put_back, name="put_back"),
    path(f"{_inbox}/tekst/<slug:field>/", adopting.adopt, name="adopt"),
]

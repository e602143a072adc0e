"""Somebody who comes through the link of an invitation, without an account."""

from django.test import Client
from django.urls import reverse


class Phone:
    """Somebody without an account who came through a link."""

    def __init__(self, token, client=None):
        self.client = client or Client()
        opened = self.client.get(reverse("opgaven:open_invitation", args=[token]))
        self.address = opened.url

    def look(self):
        return self.client.get(self.address)

    def send(self, **facts):
        first = self.look().context
        texts = {
            field.name: field.value()
            for field in (first or {}).get("form", [])
            if field.value() and field.value() is not True
        }
        data = texts | {"revision": str(first.get("revision", 1))} | facts
        return self.client.post(self.address, data)


def html_of(answer):
    return answer.content.decode()

"""The eye on every journey sees what it must see."""


def test_a_request_to_another_house_is_noticed(phone, visits):
    page = phone()
    page.goto("about:blank")
    with page.expect_event("requestfailed"):
        page.evaluate("void fetch('http://elders.test/letter.woff2').catch(() => null)")
    assert visits.foreign == ["http://elders.test/letter.woff2"]
    visits.foreign.clear()


def test_a_cookie_too_many_is_noticed(phone, visits, site):
    page = phone()
    page.context.add_cookies([{"name": "_ga", "value": "1", "url": site.url}])
    visits.look(page.context)
    page.context.clear_cookies()
    assert visits.cookies == {"_ga"}
    visits.cookies.clear()

"""Requests that two servers would read in two ways: refused or read once, and the line is closed.

Behind a proxy such a request could carry a second one inside, which the proxy never saw.
"""

import socket

import pytest

from tests.config.serving import test_limits
from tests.config.serving.test_limits import connect_plain, rest_of

served, line = test_limits.served, test_limits.line
INSIDE = b"GET /inside HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /page HTTP/1.1\r\nHost: x\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
END = b"0\r\n\r\n"
TWO_WAYS = {
    "length and chunks": POST + b"Content-Length: 4\r\n" + CHUNKED + b"\r\n" + END + INSIDE,
    "chunks and length": POST + CHUNKED + b"Content-Length: 5\r\n\r\n" + END + INSIDE,
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 34\r\n\r\n" + INSIDE,
    "lengths in one": POST + b"Content-Length: 0, 34\r\n\r\n" + INSIDE,
    "a length with a sign": POST + b"Content-Length: +0\r\n\r\n" + INSIDE,
    "a length that is negative": POST + b"Content-Length: -1\r\n\r\n" + INSIDE,
    "a length in hex": POST + b"Content-Length: 0x0\r\n\r\n" + INSIDE,
    "a length beyond numbers": POST + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n" + INSIDE,
    "a blank before the colon": POST + b"Content-Length : 34\r\n\r\n" + INSIDE,
    "a folded header": POST + b"X: a\r\n Content-Length: 34\r\n\r\n" + INSIDE,
    "another coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n" + END + INSIDE,
    "two codings": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n" + END + INSIDE,
    "a coding twice": POST + CHUNKED + b"Transfer-Encoding: x\r\n\r\n" + END + INSIDE,
    "a coding after a tab": POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n" + END + INSIDE,
    "a chunk that is negative": POST + CHUNKED + b"\r\n-1\r\n" + INSIDE,
    "a chunk beyond numbers": POST + CHUNKED + b"\r\n" + b"f" * 20 + b"\r\n" + INSIDE,
    "a chunk in words": POST + CHUNKED + b"\r\nzz\r\n" + INSIDE,
    "a header without a colon": POST + b"Content-Length\r\n\r\n" + INSIDE,
    "a null in a header": POST + b"X: a\x00b\r\n\r\n" + INSIDE,
    "a bare return": POST + b"X: a\rContent-Length: 34\r\n\r\n" + INSIDE,
}
NONSENSE = [
    *(
        b"\x00" * 100,
        b"\xff" * 100,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\n",
    ),
    *(
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / FTP/1.1\r\n\r\n",
        b" GET / HTTP/1.1\r\n\r\n",
    ),
    *(
        b"G\x00T / HTTP/1.1\r\n\r\n",
        b"GET  /  HTTP/1.1\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\n\r\n",
    ),
    b"<script>alert(1)</script>\r\n\r\n",
]


@pytest.mark.parametrize("name", TWO_WAYS)
def test_a_request_that_can_be_read_in_two_ways_carries_no_second_one(served, line, name):
    before = served.app.begun
    line.sendall(TWO_WAYS[name])
    line.shutdown(socket.SHUT_WR)
    answers = rest_of(line)
    assert served.app.begun - before <= 1
    assert answers.count(b"HTTP/1.1 200 ") <= 1


@pytest.mark.parametrize("sent", NONSENSE, ids=repr)
def test_what_is_no_request_is_refused_and_nobody_else_notices(served, line, sent):
    line.sendall(sent)
    line.shutdown(socket.SHUT_WR)
    answer = rest_of(line)
    assert answer[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 408", b"HTTP/1.1 505", b"HTTP/1.1 200", b"")
    assert b"evil" not in answer
    assert b"<script>" not in answer
    with connect_plain(served) as other:
        other.sendall(b"GET /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b"got 0 bytes" in rest_of(other)


def test_many_who_send_one_letter_at_a_time_keep_nobody_out(served):
    slow = [connect_plain(served) for _ in range(200)]
    try:
        for one in slow:
            one.sendall(b"GET / HT")
        with connect_plain(served) as other:
            other.sendall(b"GET /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert b"got 0 bytes" in rest_of(other)
        assert all(rest_of(one).startswith(b"HTTP/1.1 408 ") for one in slow)
    finally:
        for one in slow:
            one.close()

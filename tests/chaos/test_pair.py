"""Which of two servers a line through the proxy comes to."""

import asyncio

from chaos.proxy import Proxy


async def _listener(name):
    async def say(reader, writer):
        line = await reader.readline()
        writer.write(name + b" " + line)
        writer.close()

    server = await asyncio.start_server(say, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


async def _ask(proxy, path):
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(f"GET {path} HTTP/1.1\n".encode())
    answer = await asyncio.wait_for(reader.readline(), 10)
    writer.close()
    return answer.decode().split()[0], answer.decode().split()[2]


async def _tour():
    one, first = await _listener(b"one")
    two, second = await _listener(b"two")
    proxy = Proxy(first, second)
    await proxy.start()
    paths = [f"{kind}/table{n}" for n in range(20) for kind in ("/rt", "/tafel")]
    both = [await _ask(proxy, path) for path in paths]
    two.close()
    left = [await _ask(proxy, path) for path in paths]
    await proxy.stop()
    one.close()
    return paths, both, left


def test_a_table_has_one_server_and_another_while_that_one_is_away():
    paths, both, left = asyncio.run(_tour())
    assert [path for _name, path in both] == paths  # the first line of a request is passed on
    names = [name for name, _path in both]
    assert set(names) == {"one", "two"}
    assert names[::2] == names[1::2]  # the page of a table and its line come to the same
    assert {name for name, _path in left} == {"one"}

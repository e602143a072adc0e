"""The faults, one function for each kind: it strikes, lasts, and heals. Then it must come back."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable
from typing import Any

from chaos.checker import Verdict
from chaos.clock import SUMMER_TIME_ENDS
from chaos.pair import Pair
from chaos.plan import Fault
from chaos.proxy import Weather
from chaos.scene import Scene
from chaos.server import ROOT

SWEEP_WITHIN_S = 75.0  # the server sweeps each minute


async def strike(scene: Scene, fault: Fault) -> None:
    """Do it, and return when it is healed."""
    await KINDS[fault.kind](scene, fault.numbers)


# The network.


async def cut(scene: Scene, numbers: dict[str, Any]) -> None:
    """Lines break: with a reset, half-closed, or everything for a while."""
    how = numbers["how"]
    scene.proxy.is_down = how == "down"
    for line in scene.proxy.some(1.0 if how == "down" else numbers["share"], scene.dice):
        if how == "half":
            line.half_close()
        else:
            line.cut()
    await asyncio.sleep(numbers["seconds"])
    scene.proxy.clear_up()


async def slow(scene: Scene, numbers: dict[str, Any]) -> None:
    """Lines are late and narrow, in both directions."""
    for line in scene.proxy.some(numbers["share"], scene.dice):
        line.up = Weather(numbers["delay_s"], numbers["bytes_per_s"])
        line.down = Weather(numbers["delay_s"], numbers["bytes_per_s"])
    await asyncio.sleep(numbers["seconds"])
    scene.proxy.clear_up()


async def one_way(scene: Scene, numbers: dict[str, Any]) -> None:
    """One direction stands still while the line looks open, also for who comes back on it."""
    for line in scene.proxy.some(0.5, scene.dice):
        line.hold(up=numbers["up"], down=not numbers["up"])
    await asyncio.sleep(numbers["seconds"])
    scene.proxy.clear_up()


# The process.


async def pause(scene: Scene, numbers: dict[str, Any]) -> None:
    """The process stands still and goes on."""
    scene.server.send(signal.SIGSTOP)
    await asyncio.sleep(numbers["seconds"])
    scene.server.send(signal.SIGCONT)


async def kill(scene: Scene, numbers: dict[str, Any]) -> None:
    """The whole process tree dies at once; what was acknowledged must be on the disk."""
    await asyncio.sleep(numbers["after_s"])
    await _die(scene)
    await _start_again(scene)


async def kill_one(scene: Scene, numbers: dict[str, Any]) -> None:
    """One of two processes dies; the other takes its tables over, and later it is back."""
    pair = scene.server
    assert isinstance(pair, Pair)
    await asyncio.sleep(numbers["after_s"])
    await asyncio.to_thread(pair.kill_one)
    at = time.time()
    rows = await asyncio.to_thread(pair.store.read, scene.tables)
    scene.later(scene.look(rows, at, "after one of two was killed"))
    scene.taken_over_s.append(await scene.until_back())
    scene.healed_at = time.monotonic()
    await asyncio.to_thread(pair.start_one)


async def storm(scene: Scene, numbers: dict[str, Any]) -> None:
    """It dies again and again while it starts and everyone comes back."""
    await _die(scene)
    for seconds in numbers["after_s"]:
        scene.server.spawn()
        await asyncio.sleep(seconds)
        await _die(scene)
    await _start_again(scene)


async def restart(scene: Scene, numbers: dict[str, Any]) -> None:
    """An orderly end, as of an upgrade."""
    await asyncio.sleep(numbers["after_s"])
    await asyncio.to_thread(scene.server.kill, signal.SIGTERM)
    await _start_again(scene)


async def _start_again(scene: Scene) -> None:
    """As whoever watches over the process would, at once; its start counts as time away."""
    scene.healed_at = time.monotonic()
    await asyncio.to_thread(scene.server.start)


async def _die(scene: Scene) -> None:
    await asyncio.to_thread(scene.server.kill)
    # No acknowledgement can be made any more, and those under way were made before.
    await asyncio.sleep(0.2)
    at, store = time.time(), scene.server.store
    rows, health = await asyncio.to_thread(store.read_dead, scene.tables, scene.folder)
    if health != "ok":
        scene.wrong.append(Verdict("damaged", "all", health))
    scene.later(scene.look(rows, at, "on the disk after the kill"))


# The disk.


async def full_disk(scene: Scene, numbers: dict[str, Any]) -> None:
    """No room, for the room log and for the facts; pages are asked for meanwhile."""
    server, is_full = scene.server, numbers["how"] == "full" and scene.server.disk.is_small
    if is_full:
        await asyncio.to_thread(server.disk.fill, numbers["leave"])
    else:
        server.limit_files(numbers["leave"])
    end = time.monotonic() + numbers["seconds"]
    while time.monotonic() < end:
        await asyncio.to_thread(_ask_for_a_page, scene)
        await asyncio.sleep(0.5)
    if is_full:
        server.disk.empty()
    else:
        server.limit_files(None)


def _ask_for_a_page(scene: Scene) -> None:
    writer = scene.dice.choice(scene.writers)
    table = writer.journal.history.table
    address = f"http://127.0.0.1:{scene.server.port}/tafel/{table}/"
    request = urllib.request.Request(address, headers=writer.headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            status = str(answer.status)
    except urllib.error.HTTPError as answer:
        status = str(answer.code)
    except OSError:
        status = "none"
    scene.pages_seen[status] = scene.pages_seen.get(status, 0) + 1


# The clock.


async def clock(scene: Scene, numbers: dict[str, Any]) -> None:
    """The wall clock jumps an hour, or runs through the end of summer time."""
    moved = scene.server.clock
    if numbers["jump"] == "dst":
        moved.jump_to(SUMMER_TIME_ENDS - numbers["seconds"] / 2)
    else:
        moved.jump(3600 if numbers["jump"] == "+1h" else -3600)
    await asyncio.sleep(numbers["seconds"])


# The sweep: as long as there is no job worker (decision 0005) it is the worker.


async def sweep(scene: Scene, numbers: dict[str, Any]) -> None:
    """A sweep beside the server dies in the middle of its mails."""
    await asyncio.to_thread(scene.mails.post, numbers["mails"])
    before = scene.mails.count_files()
    process = subprocess.Popen(
        scene.server.program("sweep"), cwd=ROOT, env=scene.server.environment(),
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    await _until_mail_goes(scene, before, lambda: process.poll() is not None)
    await asyncio.sleep(numbers["after_s"])
    process.kill()
    await asyncio.to_thread(process.wait)
    scene.mails.interrupted += 1


async def kill_in_sweep(scene: Scene, numbers: dict[str, Any]) -> None:
    """The server dies in the middle of its own sweep."""
    await asyncio.to_thread(scene.mails.post, numbers["mails"])
    await _until_mail_goes(scene, scene.mails.count_files(), lambda: False)
    await asyncio.sleep(numbers["after_s"])
    scene.mails.interrupted += 1
    await _die(scene)
    await _start_again(scene)


async def _until_mail_goes(scene: Scene, before: int, is_over: Callable[[], bool]) -> None:
    end = time.monotonic() + SWEEP_WITHIN_S
    while scene.mails.count_files() == before and not is_over() and time.monotonic() < end:
        await asyncio.sleep(0.01)


# The device.


async def device_dies(scene: Scene, numbers: dict[str, Any]) -> None:
    """Without network somebody writes on; then the phone dies, and is switched on again."""
    looker = scene.looker
    if looker is None:
        return await cut(scene, {"how": "down", "seconds": 3.0})
    scene.proxy.is_down = True
    for line in tuple(scene.proxy.lines):
        line.cut()
    for _word in range(3):
        for desk in looker.desks:
            with contextlib.suppress(Exception):
                await looker.type(desk)
    await asyncio.sleep(1 + numbers["after_s"])
    await looker.rest()
    await looker.die()
    scene.proxy.clear_up()
    await looker.come_back()
    looker.is_on = True


KINDS: dict[str, Callable[[Scene, dict[str, Any]], Awaitable[None]]] = {
    "cut": cut,
    "slow": slow,
    "one_way": one_way,
    "pause": pause,
    "kill": kill,
    "kill_one": kill_one,
    "storm": storm,
    "restart": restart,
    "full_disk": full_disk,
    "clock": clock,
    "sweep": sweep,
    "kill_in_sweep": kill_in_sweep,
    "device_dies": device_dies,
}

"""Every limit of a room in one place, with the reason for its size."""

from __future__ import annotations

from dataclasses import dataclass

KB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in milliseconds unless the name says otherwise."""

    # What one connection may send.
    message_bytes: int = 256 * KB
    update_bytes: int = 64 * KB
    # The first update after joining may carry the work of an afternoon without network.
    first_update_bytes: int = 256 * KB
    awareness_bytes: int = 4 * KB
    command_bytes: int = 16 * KB
    messages_per_s: int = 20
    messages_burst: int = 100
    bytes_per_s: int = 64 * KB
    bytes_burst: int = 512 * KB
    # Over the rate we stop reading; a client that stays over it this long is closed.
    flood_ms: int = 30_000
    flood_debt_ms: int = 5_000

    # What one table may hold.
    document_bytes: int = 2 * KB * KB
    # Of these one seat brings so much at most. An honest person writes less than 20 KB; one phone
    # for a whole table, or that brings what a server lost, less than this.
    share_bytes: int = 300 * KB
    pending_bytes: int = 256 * KB
    # Pieces that wait for others: all of them may come to stand at one spot.
    pending_pieces: int = 2_000
    nesting: int = 6_000
    # Work of one update, in steps of the document library (25 to 80 ns each: at most 50 ms).
    steps: int = 600_000
    # Ranges that one update deletes; an afternoon of corrections has some hundreds.
    deletions: int = 5_000
    # Client ids in one update: one's own and those of a device that merged. What a server lost may
    # come back with all that a table has: nine people with a new one at every reload.
    clients_per_update: int = 64
    clients_brought: int = 512
    # Client ids of one table: everybody could load the page again two hundred times.
    clients_per_table: int = 2_000
    connections_per_table: int = 32
    connections_per_seat: int = 4
    # Screens count apart: they never take the place of somebody who wants to speak.
    screens_per_table: int = 10
    connections_per_screen: int = 2
    # A seat has one value per question; this is more than any card asks.
    values_per_seat: int = 200

    # Moves to another step by one seat: through a whole card and back at once, then one a second.
    moves_burst: int = 20
    move_ms: int = 1_000

    # A reader that cannot keep up.
    high_water_bytes: int = 64 * KB
    too_far_behind_bytes: int = 1 * KB * KB
    too_far_behind_ms: int = 20_000

    # Presence.
    presence_ms: int = 1_000
    keep_alive_ms: int = 15_000

    # Storage.
    commit_ms: int = 50
    retry_ms: int = 1_000
    unsaved_entries: int = 50_000
    compact_updates: int = 200
    compact_idle_ms: int = 60_000
    # Of a full table a snapshot takes a third of a second, in which nobody is heard.
    compact_again_ms: int = 10_000
    evict_ms: int = 600_000
    resync_ms: int = 2_000
    resync_again_ms: int = 30_000

    # Several processes: how long a table that people sit at stays where it was handed to, so that
    # it does not go back and forth; and where it went because its process had gone: that one may
    # be back at once, and devices that come to it are to wait no longer than this. And when a
    # device that came to another process tries again.
    hold_ms: int = 15_000
    hold_taken_ms: int = 2_000
    elsewhere_ms: int = 500

    # People.
    grace_ms: int = 60_000
    # So long a device may sit down on what was last read of the seats, without asking again.
    seats_trusted_ms: int = 3_000
    restart_spread_ms: int = 10_000

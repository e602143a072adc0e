"""`overbrug serve`: pages, rooms and files on one port, from one data folder."""

import argparse
import os
import sys
from typing import Any

from overbrug.config import environment
from overbrug.config.serving import CannotServe, facts, lock, port, prepare


def add(subparsers: Any) -> None:
    """Register the word."""
    parser = subparsers.add_parser(
        "serve", help="serve Overbrug on one port (PORT, HOST, DATA_DIR)"
    )
    parser.add_argument("--demo", action="store_true", help="make example data when there is none")
    parser.add_argument("--host", help="address to listen on (default HOST, else 0.0.0.0)")
    parser.add_argument("--port", type=int, help="port to listen on (default PORT, else 8000)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look, prepare, greet, serve; returns when everything has stopped."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    try:
        _serve(args)
    except CannotServe as problem:
        print(f"overbrug: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass  # everything was written and closed before this arrived
    print("Stopped.")
    return 0


def _serve(args: argparse.Namespace) -> None:
    host = args.host or os.environ.get("HOST") or "0.0.0.0"  # noqa: S104  phones must reach it
    chosen = port.chosen_port(args.port)
    # Settings read these; a flag and a variable must not tell two stories.
    os.environ.update(HOST=host, PORT=str(chosen))
    try:
        folder = environment.data_dir()
    except OSError as problem:
        raise CannotServe(f"the data folder cannot be made: {problem}.") from problem
    several = environment.has_sisters()
    with lock.hold(folder, is_shared=several, at=(host, chosen)):
        taken = port.take(host, chosen)
        prepare.need_assets(environment.ROOT)
        prepare.set_up_django()
        prepare.check_data(folder)
        with facts.hold(folder if several else None):
            with facts.starting():
                prepare.bring_up_to_date(folder)
                dialogue = prepare.add_demo() if args.demo else None
            from overbrug.config.asgi import application
            from overbrug.config.serving import web

            web.serve(application, taken, greet=lambda: print(_welcome(host, chosen, dialogue)))


def _welcome(host: str, chosen: int, dialogue: Any) -> str:
    from django.conf import settings

    from overbrug.accounts.actions import make_admin_link
    from overbrug.accounts.queries import has_platform_admin
    from overbrug.config.serving.welcome import Welcome

    # Until there is an administrator each start gives a new link; the one before stops working.
    return Welcome(
        host=host,
        port=chosen,
        own_addresses=environment.own_addresses(),
        public_url=settings.PUBLIC_URL,
        demo_code=dialogue.shown_code if dialogue else "",
        demo_path=f"/aan/{dialogue.shown_code}/" if dialogue else "",
        is_second_factor_off=not settings.SECOND_FACTOR,
        admin_path="" if has_platform_admin() else make_admin_link(),
    ).text(in_colour=sys.stdout.isatty())

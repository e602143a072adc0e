"""One module per command word: `add(subparsers)` names it, `run(args)` does it."""

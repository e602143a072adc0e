"""The second step of a login: passkeys, code apps, recovery codes. allauth does the sums."""

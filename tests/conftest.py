"""Shared parts of all tests: an own data folder, made before Django reads its settings."""

import os
import tempfile

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="overbrug-test-")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,tafel.test,overbrug.test")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

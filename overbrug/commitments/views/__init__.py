"""Pages of promises and mandates."""

"""Pages of conversations, one file per thing people come to do."""

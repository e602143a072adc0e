"""Django's own door to PostgreSQL, through which those who write go one by one."""

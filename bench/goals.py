"""The goals, and what the floors are known to cost."""

from bench.rules import Goal, Range

FIRST_PAGE = Goal(5, 2.5)
EDITION_PAGE = Goal(3.2, 1.6)
PARTICIPANTS = Goal(1, 0.6)
CSV = Goal(3, 1.5)
XLSX = Goal(1.5, 1.15)
SIGN_UP = Goal(4, 2.5)
RACE = Goal(0.1, 0.25, better="more")
MEMORY = Goal(2, 1.5)
COLD_START = Goal(3, 2)
INSTALL = Goal(200, 120)
MOST_STATEMENTS = 8

ONE = Range(1.6, 2.6)
LIST = Range(34, 46)
CSV_20_000 = Range(44, 44)
XLSX_20_000 = Range(900, 900)
COMMITS = {"SQLite": Range(4_616, 4_616), "PostgreSQL": Range(1_105, 1_105)}

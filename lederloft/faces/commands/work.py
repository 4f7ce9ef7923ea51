"""`lederloft work`: the job worker."""

import argparse

from lederloft.faces.commands.parsing import up_to_hundred
from lederloft.faces.commands.replies import Reply
from lederloft.foundation.backups.api import present_as
from lederloft.foundation.jobs.api import work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many jobs at a time."""
    parser.add_argument("--threads", type=up_to_hundred, default=2, help="jobber om gangen (2)")


def run(arguments: argparse.Namespace) -> Reply:
    """Work until stopped; jobs that have begun get time to end."""
    with present_as("worker"):
        work(threads=arguments.threads)
    return Reply()

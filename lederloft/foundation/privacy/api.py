"""The door to privacy: marks for models, and everything the marks decide: statements, the record of processing, a
person's own export, retention, erasure and its receipts."""

from lederloft.foundation.privacy.atlas import read_atlas
from lederloft.foundation.privacy.connections import connect, stands_until_replaced
from lederloft.foundation.privacy.erasing import (
    erase,
    expected_of_erasure,
    find_ids,
    keys_of,
    municipalities_of,
    whole_subject,
)
from lederloft.foundation.privacy.export import count_about, export_about
from lederloft.foundation.privacy.faults import list_faults
from lederloft.foundation.privacy.marks import marked_models, unmarked_fields
from lederloft.foundation.privacy.naming import says_whom
from lederloft.foundation.privacy.receipts import (
    Receipt,
    drop_receipt,
    key_of_press,
    list_receipts,
    new_receipt,
    receipts_folder,
    redo_erasures,
    tidy_database,
    what_remains,
    write_receipt,
)
from lederloft.foundation.privacy.removal import Outcome, Removal, by_name
from lederloft.foundation.privacy.retention import carry_out_next, count_due, let_go_here
from lederloft.foundation.privacy.statements import KeepSaid, Line, get_statement, list_processing, say_keep
from lederloft.foundation.privacy.values import (
    Category,
    Due,
    Gone,
    Impersonal,
    Keep,
    KeepBy,
    KeepWith,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
    Subject,
    Then,
)

__all__ = [
    "Category",
    "Due",
    "Gone",
    "Impersonal",
    "Keep",
    "KeepBy",
    "KeepSaid",
    "KeepWith",
    "LegalBasis",
    "Line",
    "Marks",
    "Outcome",
    "Personal",
    "Purpose",
    "Receipt",
    "Removal",
    "Subject",
    "Then",
    "by_name",
    "carry_out_next",
    "connect",
    "count_about",
    "count_due",
    "drop_receipt",
    "erase",
    "expected_of_erasure",
    "export_about",
    "find_ids",
    "get_statement",
    "key_of_press",
    "keys_of",
    "let_go_here",
    "list_faults",
    "list_processing",
    "list_receipts",
    "marked_models",
    "municipalities_of",
    "new_receipt",
    "read_atlas",
    "receipts_folder",
    "redo_erasures",
    "say_keep",
    "says_whom",
    "stands_until_replaced",
    "tidy_database",
    "unmarked_fields",
    "what_remains",
    "whole_subject",
    "write_receipt",
]

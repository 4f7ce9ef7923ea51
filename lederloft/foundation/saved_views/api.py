"""The door to saved views."""

from lederloft.foundation.saved_views.commands.drop_view import drop_view
from lederloft.foundation.saved_views.commands.save_view import save_view
from lederloft.foundation.saved_views.erasure import views_naming
from lederloft.foundation.saved_views.errors import TooManyViews
from lederloft.foundation.saved_views.queries import list_views

__all__ = [
    "TooManyViews",
    "drop_view",
    "list_views",
    "save_view",
    "views_naming",
]

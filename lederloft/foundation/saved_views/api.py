"""The door to saved views."""

from lederloft.foundation.saved_views.errors import TooManyViews
from lederloft.foundation.saved_views.keeping import SavedQuery, drop_view, list_views, save_view

__all__ = ["SavedQuery", "TooManyViews", "drop_view", "list_views", "save_view"]

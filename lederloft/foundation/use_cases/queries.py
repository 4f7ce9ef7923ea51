"""What has been done already."""

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.models import ClientKey


def is_key_used(key: str, *, acting: Acting) -> bool:
    """Whether an act of hers with this client key is done."""
    return ClientKey.objects.filter(account_id=acting.account_id or 0, key=key).exists()

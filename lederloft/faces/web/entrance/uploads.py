"""How much may be sent at once. Asked before a byte is read, whoever sends and whatever page it is sent to."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Limit(FileUploadHandler):
    """The first of the upload handlers: it lets everything by to the next, unless the whole is too large."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:  # noqa: N803
        """Refuse by what the request says of itself; the server reads no further than that."""
        if content_length > settings.LARGEST_UPLOAD:
            raise RequestDataTooBig("more than is read at once")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """On to the next."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The file is another's."""

"""The floors: one query, a list by objects and a template, a CSV by values_list, a workbook, one commit."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from bench.floor.models import Row, Written

COLUMNS = ("key", "name", "unit", "place", "at", "minutes", "word", "second", "third")  # as many as our list has


def one(request: HttpRequest) -> HttpResponse:
    """Session, account, one row by its index."""
    row = Row.objects.get(key="row-7")
    return render(request, "one.html", {"row": row, "who": request.user})


def many(request: HttpRequest, count: int) -> HttpResponse:
    """That many rows as objects through a template."""
    return render(request, "many.html", {"rows": Row.objects.order_by("id")[:count], "who": request.user})


def as_csv(request: HttpRequest, count: int) -> HttpResponse:
    """That many rows straight from values_list."""
    out = io.StringIO()
    csv.writer(out).writerows(Row.objects.order_by("id").values_list(*COLUMNS)[:count])
    return HttpResponse(f"{request.user.pk}\n{out.getvalue()}", content_type="text/csv")


def as_xlsx(request: HttpRequest, count: int) -> HttpResponse:
    """That many rows through xlsxwriter alone."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "remove_timezone": True}) as book:
        sheet, moment = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        rows = Row.objects.order_by("id").values_list(*COLUMNS)[:count]
        for number, (key, name, unit, place, at, minutes, word, second, third) in enumerate(rows):
            for column, text in ((0, key), (1, name), (2, unit), (6, word), (8, third)):
                sheet.write_string(number, column, text)
            sheet.write_number(number, 3, place)
            sheet.write_datetime(number, 4, at, moment)
            sheet.write_number(number, 5, minutes)
            sheet.write_number(number, 7, second)
    return HttpResponse(out.getvalue(), headers={"X-Who": str(request.user.pk)})


@csrf_exempt
def commit(request: HttpRequest) -> HttpResponse:
    """As ``one``, and one row written and committed."""
    row = Row.objects.get(key="row-7")
    Written.objects.create(text=f"{row.pk} {request.user.pk}")
    return HttpResponse(status=303, headers={"Location": "/one"})

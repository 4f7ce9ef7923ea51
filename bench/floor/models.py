"""One table to read and one to write."""

from django.db import models


class Row(models.Model):
    key = models.CharField(max_length=22, unique=True)
    name = models.CharField(max_length=100)
    unit = models.CharField(max_length=100)
    place = models.PositiveIntegerField()
    at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    word = models.CharField(max_length=20)
    second = models.PositiveIntegerField()
    third = models.CharField(max_length=20)


class Written(models.Model):
    text = models.CharField(max_length=40)

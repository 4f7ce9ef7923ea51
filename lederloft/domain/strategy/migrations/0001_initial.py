import lederloft.foundation.tenancy.api
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_key', lederloft.foundation.tenancy.api.PublicKeyField()),
                ('name', models.CharField(max_length=120)),
                ('short_description', models.TextField(blank=True, max_length=2000)),
                ('focus_area', models.CharField(blank=True, max_length=120)),
                ('audience_levels', models.JSONField(blank=True, default=list)),
                ('rests_on_quote', models.TextField(blank=True, max_length=2000)),
                ('rests_on_source', models.CharField(blank=True, max_length=300)),
                ('who_pays', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('draft', 'utkast'), ('offered', 'tilbys nå'), ('ended', 'avsluttet')], default='draft', max_length=10)),
                ('municipality', lederloft.foundation.tenancy.api.MunicipalityField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['municipality', 'state', 'name'], name='strategy_offer_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='strategy_offer_has_name'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'offered', 'ended'])), name='strategy_offer_state_known')],
            },
        ),
    ]

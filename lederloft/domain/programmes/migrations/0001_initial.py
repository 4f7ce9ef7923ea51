import django.db.models.deletion
import lederloft.foundation.tenancy.api
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        ('strategy', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_key', lederloft.foundation.tenancy.api.PublicKeyField()),
                ('name', models.CharField(max_length=120)),
                ('capacity', models.PositiveIntegerField()),
                ('sign_up_opens_at', models.DateTimeField()),
                ('sign_up_closes_at', models.DateTimeField()),
                ('practical_information', models.TextField(blank=True, max_length=4000)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('open', 'open'), ('running', 'running'), ('completed', 'completed'), ('cancelled', 'cancelled')], default='draft', max_length=10)),
                ('contact_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('municipality', lederloft.foundation.tenancy.api.MunicipalityField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Gathering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_key', lederloft.foundation.tenancy.api.PublicKeyField()),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(blank=True, max_length=120)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('counted_minutes', models.PositiveIntegerField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('digital_link', models.CharField(blank=True, max_length=500)),
                ('practical_information', models.TextField(blank=True, max_length=4000)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('cancelled', 'cancelled')], default='planned', max_length=10)),
                ('moved_count', models.PositiveIntegerField(default=0)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gatherings', to='programmes.edition')),
                ('municipality', lederloft.foundation.tenancy.api.MunicipalityField()),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='FacilitatorAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_key', lederloft.foundation.tenancy.api.PublicKeyField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facilitators', to='programmes.edition')),
                ('municipality', lederloft.foundation.tenancy.api.MunicipalityField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('gathering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facilitators', to='programmes.gathering')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_key', lederloft.foundation.tenancy.api.PublicKeyField()),
                ('name', models.CharField(max_length=120)),
                ('description', models.TextField(blank=True, max_length=4000)),
                ('required_minutes', models.PositiveIntegerField()),
                ('gathering_count', models.PositiveSmallIntegerField()),
                ('municipality', lederloft.foundation.tenancy.api.MunicipalityField()),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='strategy.offer')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='module',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='programmes.module'),
        ),
        migrations.AddIndex(
            model_name='gathering',
            index=models.Index(fields=['municipality', 'starts_at'], name='programmes_gathering_by_time'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.UniqueConstraint(fields=('edition', 'number'), name='programmes_gathering_number_once'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='programmes_gathering_has_length'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('counted_minutes__gte', 1), ('number__gte', 1)), name='programmes_gathering_counts'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'held', 'cancelled'])), name='programmes_gathering_state_known'),
        ),
        migrations.AddIndex(
            model_name='facilitatorassignment',
            index=models.Index(fields=['person', 'edition'], name='programmes_facilitator_person'),
        ),
        migrations.AddConstraint(
            model_name='facilitatorassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('gathering__isnull', True)), fields=('edition', 'person'), name='programmes_facilitator_of_edition_once'),
        ),
        migrations.AddConstraint(
            model_name='facilitatorassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('gathering__isnull', False)), fields=('gathering', 'person'), name='programmes_facilitator_of_gathering_once'),
        ),
        migrations.AddConstraint(
            model_name='module',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='programmes_module_has_name'),
        ),
        migrations.AddConstraint(
            model_name='module',
            constraint=models.CheckConstraint(condition=models.Q(('gathering_count__gte', 1), ('required_minutes__gte', 1)), name='programmes_module_has_hours'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['municipality', 'state'], name='programmes_edition_by_state'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='programmes_edition_has_name'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='programmes_edition_has_seats'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('sign_up_closes_at__gt', models.F('sign_up_opens_at'))), name='programmes_edition_sign_up_window'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'open', 'running', 'completed', 'cancelled'])), name='programmes_edition_state_known'),
        ),
    ]

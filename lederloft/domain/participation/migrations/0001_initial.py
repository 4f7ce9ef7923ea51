import django.db.models.deletion
import lederloft.domain.participation.values
import lederloft.foundation.tenancy.api
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        ('programmes', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_key', lederloft.foundation.tenancy.api.PublicKeyField()),
                ('state', models.CharField(choices=[('queued', 'queued'), ('seated', 'seated'), ('completed', 'completed'), ('given_up', 'given_up'), ('left_queue', 'left_queue'), ('not_completed', 'not_completed'), ('not_seated', 'not_seated'), ('cancelled', 'cancelled')], max_length=14)),
                ('seat_number', models.PositiveIntegerField(blank=True, null=True)),
                ('queue_number', models.PositiveIntegerField(blank=True, null=True)),
                ('rule', models.CharField(choices=[('seat_was_free', 'seat_was_free'), ('order_of_sign_up', 'order_of_sign_up'), ('moved_up', 'moved_up')], max_length=20)),
                ('signed_up_at', models.DateTimeField()),
                ('seated_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.edition')),
                ('municipality', lederloft.foundation.tenancy.api.MunicipalityField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_key', lederloft.foundation.tenancy.api.PublicKeyField()),
                ('kind', models.CharField(choices=[('full', 'full'), ('partial', 'partial'), ('absent', 'absent')], max_length=10)),
                ('minutes', models.PositiveIntegerField()),
                ('registered_at', models.DateTimeField()),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.gathering')),
                ('municipality', lederloft.foundation.tenancy.api.MunicipalityField()),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='participation.seat')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(fields=['edition', 'state', 'queue_number'], name='participation_seat_in_edition'),
        ),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(fields=['person', 'state'], name='participation_seat_of_person'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['completed', 'not_completed', 'queued', 'seated'])), fields=('edition', 'person'), name='participation_one_live_seat_per_person'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('seat_number__isnull', False)), fields=('edition', 'seat_number'), name='participation_seat_number_once'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('queue_number__isnull', False)), fields=('edition', 'queue_number'), name='participation_queue_number_once'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['completed', 'not_completed', 'seated']), ('seat_number__gte', 1), ('seated_at__isnull', False)), models.Q(models.Q(('state__in', ['completed', 'not_completed', 'seated']), _negated=True), ('seat_number__isnull', True)), _connector='OR'), name='participation_seat_number_follows_state'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['queued']), _negated=True), ('queue_number__gte', 1), _connector='OR'), name='participation_queued_has_number'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['completed', 'not_completed', 'queued', 'seated']), ('ended_at__isnull', True)), models.Q(models.Q(('state__in', ['completed', 'not_completed', 'queued', 'seated']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='participation_ended_follows_state'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'seated', 'completed', 'given_up', 'left_queue', 'not_completed', 'not_seated', 'cancelled'])), name='participation_seat_state_known'),
        ),
        migrations.AddIndex(
            model_name='attendance',
            index=models.Index(fields=['gathering', 'seat'], name='participation_attendance_at'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('seat', 'gathering'), name='participation_attendance_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', lederloft.domain.participation.values.AttendanceKind['ABSENT']), ('minutes', 0)), models.Q(('kind__in', ['full', 'partial']), ('minutes__gte', 1)), _connector='OR'), name='participation_attendance_minutes_follow_kind'),
        ),
    ]

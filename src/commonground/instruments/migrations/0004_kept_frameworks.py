from django.db import migrations

from commonground.core.migrations_support import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_kept_entries"),
        ("instruments", "0003_frozen_questionnaires"),
    ]

    operations = [
        AppendOnly("instruments_framework_version"),
    ]

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_accounts_by_key")]

    operations = [
        migrations.AlterField(
            "user", "key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key")
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("chain", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "head of a chain",
                "verbose_name_plural": "heads of chains",
                "db_table": "core_audit_head",
            },
        ),
        migrations.CreateModel(
            name="PersonalText",
            fields=[
                ("hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("salt", models.CharField(max_length=64)),
                ("text", models.JSONField()),
                ("person", models.UUIDField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "personal text",
                "verbose_name_plural": "personal texts",
                "db_table": "core_personal_text",
            },
        ),
        migrations.AddField(
            "auditentry", "chain", models.CharField(blank=True, default="", max_length=120, verbose_name="chain"),
            preserve_default=False,
        ),
        migrations.AddField(
            "auditentry", "number", models.PositiveBigIntegerField(null=True, verbose_name="number in its chain")
        ),
        migrations.AddField("auditentry", "by", models.UUIDField(null=True, verbose_name="by")),
        migrations.AddField(
            "auditentry", "personal", models.CharField(blank=True, default="", max_length=64), preserve_default=False
        ),
        migrations.AlterField("auditentry", "previous_hash", models.CharField(max_length=64)),
    ]

from django.db import migrations, models

from commonground.core.migrations_support import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("core", "0004_entries_by_key")]

    operations = [
        migrations.RemoveField("auditentry", "actor"),
        migrations.AlterField(
            "auditentry", "number", models.PositiveBigIntegerField(verbose_name="number in its chain")
        ),
        migrations.AddConstraint(
            "auditentry", models.UniqueConstraint(fields=["chain", "number"], name="one_entry_a_number")
        ),
        AppendOnly("core_audit_entry"),
    ]

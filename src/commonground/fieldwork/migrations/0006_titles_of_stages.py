"""A stage has its title in several languages."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("fieldwork", "0005_invoices")]

    operations = [
        migrations.AddField(
            model_name="stage",
            name="titles",
            field=models.JSONField(blank=True, null=True, verbose_name="title in other languages"),
        ),
    ]

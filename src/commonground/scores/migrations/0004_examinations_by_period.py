import django.db.models.deletion
from django.db import migrations, models


def drop_those_there_are(apps, schema_editor):
    """They say of no period, and are worked out anew when they are read."""
    apps.get_model("scores", "Examination").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("scores", "0003_published_editions"),
    ]

    operations = [
        migrations.RunPython(drop_those_there_are, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="examination",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="examinations", to="scores.edition"
            ),
        ),
        migrations.AddField(
            model_name="examination",
            name="period",
            field=models.CharField(default="", max_length=60, verbose_name="period"),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            name="examination",
            options={
                "ordering": ["edition", "period"],
                "verbose_name": "statistical audit",
                "verbose_name_plural": "statistical audits",
            },
        ),
        migrations.AddConstraint(
            model_name="examination",
            constraint=models.UniqueConstraint(fields=("edition", "period"), name="one_examination_a_period"),
        ),
    ]

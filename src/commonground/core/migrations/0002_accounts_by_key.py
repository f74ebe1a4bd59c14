import uuid

from django.db import migrations, models


def give_keys(apps, schema_editor):
    User = apps.get_model("core", "User")
    for user in User.objects.filter(key=None).iterator():
        User.objects.filter(pk=user.pk).update(key=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AddField("user", "key", models.UUIDField(default=None, null=True, editable=False, verbose_name="key")),
        migrations.AddField(
            "user", "language", models.CharField(blank=True, default="", max_length=10, verbose_name="language"),
            preserve_default=False,
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=False),
    ]

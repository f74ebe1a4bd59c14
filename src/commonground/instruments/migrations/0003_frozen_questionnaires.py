import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from commonground.instruments.migrations_support import KeepFrozen


class Migration(migrations.Migration):
    dependencies = [
        ("instruments", "0002_questionnaires_as_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("questionnaireversion", "one_questionnaire_a_content"),
        migrations.AddConstraint("questionnaireversion", models.UniqueConstraint(
            fields=("index", "document_hash"), condition=Q(state__in=["frozen", "retired"]),
            name="one_frozen_questionnaire_a_content",
        )),
        migrations.CreateModel(
            name="QuestionLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("kind", models.CharField(verbose_name="kind", max_length=10, choices=[
                    ("identical", "identical"), ("reworded", "reworded"), ("remapped", "options remapped"),
                    ("split", "split"), ("merged", "merged"), ("broken", "broken"),
                ])),
                ("before", models.JSONField(verbose_name="questions before", default=list, blank=True)),
                ("after", models.JSONField(verbose_name="questions after", default=list, blank=True)),
                ("options", models.JSONField(verbose_name="options", default=dict, blank=True)),
                ("reason", models.TextField(verbose_name="reason", blank=True)),
                ("confirmed_at", models.DateTimeField(verbose_name="confirmed", null=True, blank=True)),
                ("confirmed_by", models.ForeignKey(
                    to=settings.AUTH_USER_MODEL, on_delete=django.db.models.deletion.SET_NULL, null=True,
                    related_name="+", verbose_name="confirmed by",
                )),
                ("older", models.ForeignKey(
                    to="instruments.questionnaireversion", on_delete=django.db.models.deletion.CASCADE,
                    related_name="links_on",
                )),
                ("newer", models.ForeignKey(
                    to="instruments.questionnaireversion", on_delete=django.db.models.deletion.CASCADE,
                    related_name="links_back",
                )),
            ],
            options={
                "verbose_name": "link between questions",
                "verbose_name_plural": "links between questions",
                "db_table": "instruments_question_link",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("older", "newer", "position"), name="one_link_a_position")
                ],
            },
        ),
        KeepFrozen(),
    ]

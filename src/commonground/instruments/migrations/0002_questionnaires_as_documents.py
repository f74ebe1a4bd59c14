import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from commonground.methods.index import Option, Question, Reason
from commonground.methods.questionnaires import document_hash, questionnaire_document, questionnaire_from_questions


def write_documents(apps, schema_editor):
    """Versions that came in with a framework are frozen, and their document is what their rows say."""
    for version in apps.get_model("instruments", "QuestionnaireVersion").objects.select_related("index").iterator():
        questionnaire = questionnaire_from_questions(
            map(question_of, version.questions.order_by("position")),
            code=version.index.code,
            version=str(version.number),
            title=version.index.title,
        )
        version.state = "frozen"
        version.document = questionnaire_document(questionnaire)
        version.document_hash = document_hash(questionnaire)
        version.languages = list(questionnaire.languages)
        version.frozen_at = version.created_at
        version.save()


def question_of(row):
    options = (
        Option(
            code=option.code,
            label=option.label,
            points=option.points,
            reason=Reason(option.reason) if option.reason else None,
        )
        for option in row.options.order_by("position")
    )
    return Question(
        code=row.code,
        title=row.title,
        text=row.text,
        help=row.help,
        tags={axis: tuple(values) for axis, values in row.tags.items()},
        options=tuple(options),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("instruments", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("questionnaireversion", "state", models.CharField(
            verbose_name="state", max_length=10, default="draft",
            choices=[("draft", "draft"), ("piloted", "piloted"), ("frozen", "frozen"), ("retired", "retired")],
        )),
        migrations.AddField("questionnaireversion", "document", models.JSONField(verbose_name="document", default=dict)),
        migrations.AddField("questionnaireversion", "languages", models.JSONField(verbose_name="languages", default=list)),
        migrations.AddField(
            "questionnaireversion", "document_hash", models.CharField(max_length=64, default=""), preserve_default=False
        ),
        migrations.AddField("questionnaireversion", "corrects", models.ForeignKey(
            to="instruments.questionnaireversion", on_delete=django.db.models.deletion.PROTECT, null=True, blank=True,
            related_name="corrections", verbose_name="corrects",
        )),
        migrations.AddField("questionnaireversion", "pilot", models.JSONField(verbose_name="pilot", default=dict, blank=True)),
        migrations.AddField(
            "questionnaireversion", "frozen_at", models.DateTimeField(verbose_name="frozen", null=True, blank=True)
        ),
        migrations.RunPython(write_documents, migrations.RunPython.noop, elidable=False),
    ]

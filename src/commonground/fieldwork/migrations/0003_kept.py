"""What is only ever added to, and what stands still while a round is locked."""

from django.db import migrations

from commonground.core.migrations_support import AppendOnly, RefuseWhile

LOCKED = "('locked', 'published')"
OF_ROUND = f"(SELECT state FROM fieldwork_round WHERE id = {{row}}.round_id) IN {LOCKED}"
OF_UNIT = f"(SELECT r.state FROM fieldwork_round r JOIN fieldwork_unit u ON u.round_id = r.id WHERE u.id = {{row}}.unit_id) IN {LOCKED}"
OF_QUERY = f"(SELECT r.state FROM fieldwork_round r JOIN fieldwork_query q ON q.round_id = r.id WHERE q.id = {{row}}.query_id) IN {LOCKED}"
OF_REVISION = f"EXISTS (SELECT 1 FROM responses_revision v JOIN fieldwork_assignment a ON a.response_id = v.response_id JOIN fieldwork_unit u ON u.id = a.unit_id JOIN fieldwork_round r ON r.id = u.round_id WHERE v.id = {{row}}.revision_id AND r.state IN {LOCKED})"
# While it is locked a round may change its state, and nothing else.
ROUND = f"{{row}}.state IN {LOCKED}"
OF_ROUND_ITSELF = ("index_id", "number", "title", "questionnaire_id", "framework_id", "languages", "source_name", "source_sha256", "recipe", "recipe_version")
WORK = ("stage_id", "unit_id", "contributor_id", "questions", "response_id", "state", "declared_at", "submitted_at", "unblinded_at", "replaces_id")


def still(table, condition, *, columns=(), verbs=("insert", "update", "delete")):
    """Nothing is written of a round that is locked."""
    return RefuseWhile(
        table, "locked", verbs=verbs, condition=condition, because=f"the round is locked: {table}", columns=columns
    )


def keep_imported(apps, schema_editor):
    """Rounds there were until now came from files, whole and published."""
    apps.get_model("fieldwork", "Round").objects.update(state="published", locking=1)


class Migration(migrations.Migration):

    dependencies = [("fieldwork", "0002_fieldwork")]

    operations = [
        migrations.RunPython(keep_imported, migrations.RunPython.noop),
        still("fieldwork_round", ROUND, columns=OF_ROUND_ITSELF, verbs=("update", "delete")),
        still("fieldwork_stage", OF_ROUND),
        still("fieldwork_unit", OF_ROUND),
        still("fieldwork_period", OF_ROUND),
        still("fieldwork_check_rule", OF_ROUND),
        still("fieldwork_query", OF_ROUND),
        still("fieldwork_published_figure", OF_ROUND),
        still("fieldwork_wording_variant", OF_ROUND),
        still("fieldwork_adjudication", OF_ROUND, verbs=("insert",)),
        still("fieldwork_decision", OF_ROUND, verbs=("insert",)),
        still("fieldwork_query_message", OF_QUERY, verbs=("insert",)),
        still("fieldwork_remark", OF_UNIT, verbs=("insert",)),
        still("fieldwork_justification", OF_UNIT, verbs=("insert",)),
        still("fieldwork_citation", OF_REVISION, verbs=("insert",)),
        still("fieldwork_assignment", OF_UNIT, columns=WORK),
        AppendOnly("fieldwork_adjudication"),
        AppendOnly("fieldwork_query_message"),
        AppendOnly("fieldwork_remark"),
        AppendOnly("fieldwork_justification"),
        AppendOnly("fieldwork_citation"),
        AppendOnly("fieldwork_decision"),
        AppendOnly("fieldwork_snapshot"),
    ]

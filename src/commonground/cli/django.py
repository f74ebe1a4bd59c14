"""Starting Django for the commands that need the database."""

from __future__ import annotations

import os

import click

from commonground.cli.progress import say
from commonground.core.garbage import seek_garbage_seldom


def start() -> None:
    """Set Django up and bring the database to the newest form."""
    set_up()
    migrate()


def set_up() -> None:
    """Set Django up, and leave the database as it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonground.site.settings")
    import django  # noqa: PLC0415 -- slow import

    django.setup()
    seek_garbage_seldom()


def migrate() -> None:
    """Apply what the database lacks, with a bar on a terminal; instant where nothing is missing."""
    from django.core.management.sql import emit_post_migrate_signal  # noqa: PLC0415 -- needs Django set up
    from django.db import connection  # noqa: PLC0415 -- needs Django set up
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 -- needs Django set up

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    say("Preparing the database (about 15 seconds the first time)")
    stream = click.get_text_stream("stderr")
    with click.progressbar(length=len(plan), file=stream, show_eta=False, hidden=not stream.isatty()) as bar:
        executor.progress_callback = lambda action, *_rest: bar.update(1) if action == "apply_success" else None
        executor.migrate(executor.loader.graph.leaf_nodes(), plan)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)  # permissions and content types

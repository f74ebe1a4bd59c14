"""Entries written before chains: people's addresses give way to the keys of their accounts, and the chain is hashed anew.

The last entry says what head the old chain had and whether it held, so that a copy of that head kept outside still
proves something.
"""

from django.db import migrations
from django.utils import timezone

from commonground.methods.canonical import canonical, digest

GENESIS = "0" * 64


def old_hash(entry, email):
    said = {
        "at": entry.at.isoformat(),
        "actor": email,
        "verb": entry.verb,
        "subject": entry.subject,
        "detail": entry.detail,
        "previous": entry.previous_hash,
    }
    return digest([canonical(said)])


def new_hash(entry):
    said = {
        "schema": 2,
        "chain": entry.chain,
        "number": entry.number,
        "at": entry.at.isoformat(),
        "by": str(entry.by) if entry.by else "",
        "verb": entry.verb,
        "subject": entry.subject,
        "detail": entry.detail,
        "personal": entry.personal,
        "previous": entry.previous_hash,
    }
    return digest([canonical(said)])


def without_addresses(value, keys):
    if isinstance(value, dict):
        return {key: without_addresses(each, keys) for key, each in value.items()}
    if isinstance(value, list):
        return [without_addresses(each, keys) for each in value]
    return keys.get(value, value) if isinstance(value, str) else value


def rewrite(apps, schema_editor):
    AuditEntry = apps.get_model("core", "AuditEntry")
    if not AuditEntry.objects.exists():
        return
    accounts = {user.pk: user for user in apps.get_model("core", "User").objects.all()}
    keys = {user.email: f"account:{user.key}" for user in accounts.values()}
    keys |= {f"account:{email}": key for email, key in keys.items()}
    old_head, head, number, broken = GENESIS, GENESIS, 0, None
    for entry in AuditEntry.objects.order_by("pk").iterator():
        actor = accounts.get(entry.actor_id)
        if broken is None and (entry.previous_hash, entry.hash) != (old_head, old_hash(entry, actor.email if actor else "")):
            broken = number + 1
        old_head, number = entry.hash, number + 1
        entry.number, entry.previous_hash = number, head
        entry.by = actor.key if actor else None
        entry.subject = without_addresses(entry.subject, keys)
        entry.detail = without_addresses(entry.detail, keys)
        entry.hash = head = new_hash(entry)
        entry.save()
    detail = {"head": old_head, "entries": number, "whole": broken is None}
    detail |= {} if broken is None else {"broken_at": broken}
    last = AuditEntry(
        number=number + 1, at=timezone.now(), verb="rewrite-trail", subject="chain:", detail=detail, previous_hash=head
    )
    last.hash = new_hash(last)
    last.save()
    apps.get_model("core", "AuditHead").objects.create(chain="", number=last.number, hash=last.hash)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_chains")]

    operations = [migrations.RunPython(rewrite, elidable=False)]

"""A sender is killed while it sends, by the system and at any moment: every mail goes, and one at most goes twice."""

from __future__ import annotations

import socketserver
import threading
import time
from collections import Counter

import pytest

from commonground.core.actions.mail import queue_mail
from tests.support.installation import installation

MAILS, KILLS = 30, 4
SEND = "from commonground.core.actions.sending import send_due\nprint(send_due())"
TAKE_BACK = """
import datetime as dt
from django.utils import timezone
from commonground.core.actions.sending import LEASE, recover_mail
from commonground.core.models import Mail
print(recover_mail(now=timezone.now() + LEASE + dt.timedelta(seconds=5)))
Mail.objects.update(due_at=timezone.now())
"""


class Post(socketserver.StreamRequestHandler):
    """As much of a mail server as a mail needs."""

    def handle(self) -> None:
        self.say("220 harbour")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.say("354 go on")
                self.take()
            else:
                self.say("221 bye" if word == b"QUIT" else "250 harbour")

    def take(self) -> None:
        letter = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            letter.append(line)
        if line:
            time.sleep(0.02)
            self.server.taken.append(next(each for each in letter if each.lower().startswith(b"message-id")))
            self.say("250 taken")

    def say(self, words: str) -> None:
        try:
            self.wfile.write(f"{words}\r\n".encode())
        except OSError:
            return  # its sender was killed


class PostOffice(socketserver.ThreadingTCPServer):
    daemon_threads, block_on_close = True, False

    def handle_error(self, *_: object) -> None:
        """A sender that is killed closes its line."""


@pytest.fixture
def office():
    with PostOffice(("127.0.0.1", 0), Post) as server:
        server.taken = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.django_db(transaction=True)
def test_every_mail_goes_and_a_crash_doubles_one_at_most(tmp_path, office):
    for n in range(MAILS):
        queue_mail(key=f"k{n}", to=f"p{n}@example.org", template="reminder", context={"round": "R"}, by=None)
    place = installation(tmp_path / "home")
    port = str(office.server_address[1])
    place.variables |= {
        "COMMONGROUND_MAIL_HOST": "127.0.0.1",
        "COMMONGROUND_MAIL_PORT": port,
        "COMMONGROUND_MAIL_SECURITY": "none",
    }
    for kill in range(KILLS):
        sender = place.start(*place.script(SEND))
        wanted = (kill + 1) * 4
        while len(office.taken) < wanted and sender.poll() is None:
            time.sleep(0.005)
        sender.kill()
        sender.communicate()
        place.run(*place.script(TAKE_BACK))
    assert place.run(*place.script(SEND)).returncode == 0
    times = Counter(office.taken)
    assert len(times) == MAILS
    assert sum(times.values()) <= MAILS + KILLS
    assert max(times.values()) <= 1 + KILLS
    test = place.command("mail-test", "ada@example.org")
    assert (test.returncode, "took a mail" in test.stdout) == (0, True)
    place.variables["COMMONGROUND_MAIL_PORT"] = "1"
    assert "[mail-test]" in place.command("mail-test", "ada@example.org").stderr

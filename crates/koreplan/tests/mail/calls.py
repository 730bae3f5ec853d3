"""Calls to meetings through a mail server and a mailbox that are not the product's own.

calls.py KOREPLAN

Starts an SMTP server (aiosmtpd) that delivers into mailboxes, an IMAP server (pymap) that
shows them, and the product. Bo sends the papers of a meeting; Dorte's mail program fetches
the call by IMAP, two libraries read it, and her answer goes by SMTP to the mailbox the
product reads. Then the meeting is called off. A reminder of a task comes once, and the
calendars the product gives out are read by the same libraries.
"""

import datetime
import email
import email.policy
import html
import http.client
import imaplib
import mailbox
import re
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from email.message import EmailMessage
from pathlib import Path

import icalendar
import vobject
from aiosmtpd.controller import Controller
from pysasl.hashing import BuiltinHash

PATIENCE = 30
DORTE = "dorte@demo.example"
POST = "post@demo.example"
SECRET = "hemmelighed"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, ask):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = ask()
        if found:
            return found
        time.sleep(0.2)
    sys.exit(f"waited in vain for {what}")


def listening(port):
    def ask():
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            return False
    return ask


class Post:
    """The mailboxes, filled by SMTP and shown by IMAP."""

    def __init__(self, folder):
        self.folder = folder
        self.smtp_port, self.imap_port = free_port(), free_port()
        users, hashes = [], []
        for address in (DORTE, POST):
            name = address.split("@")[0]
            mailbox.Maildir(folder / name, create=True)
            users.append(f"{address}:x::::{name}:")
            hashes.append(f"{address}:{BuiltinHash().hash(SECRET)}:::::::")
        (folder / "pymap-etc-passwd").write_text("\n".join(users) + "\n")
        (folder / "pymap-etc-shadow").write_text("\n".join(hashes) + "\n")
        (folder / "pymap-etc-group").write_text("")
        self.controller = Controller(self, hostname="127.0.0.1", port=self.smtp_port)
        self.controller.start()
        self.imap = subprocess.Popen(
            [Path(sys.executable).with_name("pymap"), "--host", "127.0.0.1",
             "--port", str(self.imap_port), "--no-tls", "maildir", folder])
        wait_for("the IMAP server", listening(self.imap_port))

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            place = self.folder / address.split("@")[0]
            if place.is_dir():
                mailbox.Maildir(place).add(envelope.content)
        return "250 kept"

    def fetched(self, address):
        """All mails of an address, as IMAP has them."""
        with imaplib.IMAP4("127.0.0.1", self.imap_port) as imap:
            imap.login(address, SECRET)
            imap.select(readonly=True)
            _, numbers = imap.search(None, "ALL")
            mails = []
            for number in numbers[0].split():
                _, data = imap.fetch(number, "(RFC822)")
                mails.append(email.message_from_bytes(data[0][1], policy=email.policy.default))
            return mails

    def wait(self, address, count):
        return wait_for(f"mail {count} to {address}", lambda: (
            mails if len(mails := self.fetched(address)) >= count else None))

    def send(self, message):
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as smtp:
            smtp.send_message(message)

    def stop(self):
        self.controller.stop()
        self.imap.terminate()
        self.imap.wait()


class Visitor:
    """Somebody with a browser."""

    def __init__(self, port, login):
        self.port, self.cookie, self.csrf = port, "", ""
        _, headers = self.send("POST", "/da/sign-in", {"login": login})
        self.cookie = headers["set-cookie"].split(";")[0]
        page, headers = self.send("GET", "/da")
        # With one case, the front page leads to it.
        self.case = headers.get("location", "/da")
        page, _ = self.send("GET", self.case)
        self.csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]

    def send(self, method, path, form=None):
        form = {"csrf": self.csrf, **(form or {})}
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        body = urllib.parse.urlencode(form) if method == "POST" else None
        connection.request(method, path, body, {
            "cookie": self.cookie, "content-type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status not in (200, 303):
            sys.exit(f"{method} {path} answered {answer.status}:\n{text}")
        return text, {name.lower(): value for name, value in answer.getheaders()}

    def does(self, path, form=None):
        _, headers = self.send("POST", path, form)
        return headers["location"]


def call_in(message):
    """The call in a mail, read by two libraries that must agree."""
    assert message.get_content_type() == "multipart/alternative", message.get_content_type()
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert kinds == ["text/plain", "text/calendar"], kinds
    part = list(message.iter_parts())[1]
    text = part.get_payload(decode=True).decode("utf-8")
    assert "Kanarie" not in message.as_string() and "Kanarie" not in text
    calendar = icalendar.Calendar.from_ical(text)
    assert str(calendar["METHOD"]) == part.get_param("method")
    assert not calendar.errors, calendar.errors
    [event] = calendar.walk("VEVENT")
    assert not event.errors, event.errors
    [zone] = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Copenhagen"
    assert all(len(line) <= 75 for line in text.encode().splitlines()), "a line is too long"
    other = vobject.readOne(text)
    assert other.vevent.uid.value == str(event["UID"])
    begins = event["DTSTART"].dt.astimezone(datetime.timezone.utc)
    assert other.vevent.dtstart.value.astimezone(datetime.timezone.utc) == begins
    return calendar, event, begins


def answer_to(call, partstat):
    """What a mail program answers to a call."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Another program//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "REPLY")
    event = icalendar.Event()
    for name in ("UID", "SEQUENCE", "DTSTART", "ORGANIZER"):
        event[name] = call[name]
    event.add("dtstamp", datetime.datetime.now(datetime.timezone.utc))
    attendee = icalendar.vCalAddress(str(call["ATTENDEE"]))
    attendee.params["partstat"] = partstat
    event["ATTENDEE"] = attendee
    calendar.add_component(event)
    message = EmailMessage()
    message["From"] = f"Dorte <{DORTE}>"
    message["To"] = str(call["ORGANIZER"]).removeprefix("mailto:")
    message["Subject"] = "Accepteret"
    message.set_content("Ja tak.")
    message.add_alternative(calendar.to_ical().decode(), subtype="calendar",
                            params={"method": "REPLY"})
    return message


def read_calendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    events = calendar.walk("VEVENT")
    assert events and not any(event.errors for event in events)
    uids = [str(event["UID"]) for event in events]
    assert len(set(uids)) == len(uids), "a UID stands twice"
    vobject.readOne(text)
    return [str(event["SUMMARY"]) for event in events]


def check(post, port):
    bo = Visitor(port, "bo")
    at = bo.case
    page, _ = bo.send("GET", f"{at}/meetings/new?kind=body")
    body = re.search(r'<option value="(\d+)">Styregruppen for strategien<', page)[1]
    meeting = bo.does(f"{at}/meetings", {
        "kind": "body", "body": body, "title": "Kanariemøde", "place": "Salen, stuen; tv.",
        "day": "2010-11-09", "time": "13:00"}).split("?")[0]
    bo.does(f"{meeting}/items", {
        "title": "Kanariepunkt", "recommendation": "Det indstilles, at punktet drøftes"})
    bo.does(f"{meeting}/papers", {"reason": "Det haster."})

    [mail] = post.wait(DORTE, 1)
    assert mail["From"].addresses[0].addr_spec == POST
    calendar, event, begins = call_in(mail)
    assert str(calendar["METHOD"]) == "REQUEST"
    assert begins == datetime.datetime(2010, 11, 9, 12, tzinfo=datetime.timezone.utc), begins
    assert str(event["LOCATION"]) == "Salen, stuen; tv.", event["LOCATION"]
    assert int(event["SEQUENCE"]) == 0
    assert str(event["ATTENDEE"]).lower() == f"mailto:{DORTE}"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert str(event["ORGANIZER"]).lower() == f"mailto:{POST}"

    post.send(answer_to(event, "ACCEPTED"))
    wait_for("the answer on the page",
             lambda: "1 kommer, 0 kommer ikke" in bo.send("GET", meeting)[0])
    forged = answer_to(event, "DECLINED")
    forged.replace_header("From", "ib@demo.example")
    post.send(forged)
    wait_for("the mailbox to be read",
             lambda: not list((post.folder / "post/new").iterdir()))
    assert "1 kommer, 0 kommer ikke" in bo.send("GET", meeting)[0], "a forged answer counts"

    bo.does(f"{meeting}/cancellation", {"reason": "For få kan komme."})
    calendar, off, _ = call_in(post.wait(DORTE, 2)[1])
    assert str(calendar["METHOD"]) == "CANCEL" and str(off["STATUS"]) == "CANCELLED"
    assert str(off["UID"]) == str(event["UID"]) and int(off["SEQUENCE"]) == 1

    form, _ = bo.send("GET", f"{at}/tasks/new")
    dorte = re.search(r'<option value="(person-\d+)">Dorte', form)[1]
    bo.does(f"{at}/tasks", {"title": "Læs bilagene", "holder": dorte, "due": "2010-09-08"})
    bo.does("/da/demo/clock", {"day": "2010-09-07", "time": "09:00"})
    reminder = post.wait(DORTE, 3)[2]
    assert "Læs bilagene" in reminder.get_content(), reminder.get_content()
    bo.does("/da/demo/clock", {"day": "2010-09-07", "time": "16:00"})
    time.sleep(3)
    assert len(post.fetched(DORTE)) == 3, "more than one reminder a day"

    own, _ = bo.send("POST", "/da/my-page/calendar")
    address = html.unescape(re.search(r"http://[^<]+calendar\.ics", own)[0])
    text, _ = bo.send("GET", urllib.parse.urlparse(address).path)
    titles = read_calendar(text)
    assert "Læs bilagene" in titles and not any("Kanarie" in title for title in titles)
    public = read_calendar(bo.send("GET", f"{at}/calendar.ics")[0])
    assert not any("Læs" in title or "Kanarie" in title for title in public)


def main(program):
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        (place / "post").mkdir()
        post = Post(place / "post")
        port = free_port()
        product = subprocess.Popen([
            program, "--data", place / "data", "--listen", f"127.0.0.1:{port}",
            "--smtp-url", f"smtp://127.0.0.1:{post.smtp_port}",
            "--mail-from", f"Sekretariatet <{POST}>",
            "--base-url", f"http://127.0.0.1:{port}",
            "--replies", place / "post/post", "demo"], stdout=subprocess.DEVNULL)
        try:
            wait_for("the product", listening(port))
            check(post, port)
        finally:
            product.terminate()
            product.wait()
            post.stop()
    print("calls, answers, reminders and calendars hold in other programs")


if __name__ == "__main__":
    main(sys.argv[1])

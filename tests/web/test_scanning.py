"""Files are shown to a scanner where one is named: clean ones pass, infected ones and silence are refused, at every door."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import Client
from pytest_django import Settings
from tests.web.api.test_tokens import codes
from tests.web.programs import program

from chengjie.errors import Refusal
from chengjie.web import jobs, scanning
from chengjie.web import settings as settings_
from chengjie.web.models import Upload
from chengjie.web.records.settlement import PromiseEntry

BAD = b"X5O!P%@AP harmless, but told to be bad"
TABLE = "promise,event,day,by,to,what,source\nP1,promised,2026-01-10,县政府,甲公司,租金,纪要\n".encode()


class Scanner:
    """A clamd that knows one bad word; `seen` are the files that were shown to it."""

    def __init__(self, listener: socket.socket, say: Callable[[bytes], bytes]) -> None:
        self.listener, self.say = listener, say
        self.seen: list[bytes] = []
        self.place = ("tcp", f"127.0.0.1:{listener.getsockname()[1]}" if listener.family == socket.AF_INET else "")
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line, line.makefile("rb") as heard:
                assert heard.read(10) == b"zINSTREAM\0"
                content = b""
                while size := int.from_bytes(heard.read(4), "big"):
                    content += heard.read(size)
                self.seen.append(content)
                line.sendall(self.say(content))


def _says(content: bytes) -> bytes:
    return b"stream: Test.Bad FOUND\0" if BAD in content else b"stream: OK\0"


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Scanner]:
    listener = socket.create_server(("127.0.0.1", 0))
    found = Scanner(listener, _says)
    settings.SCANNER = found.place
    yield found
    listener.close()


def test_a_clean_file_passes_whole_and_an_infected_one_is_not_kept(
    as_li: Client, scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "start", lambda upload: None)
    whole = b"plan" * 50_000
    assert as_li.post("/uploads/", {"plan": SimpleUploadedFile("p.txt", whole)}).status_code == 302
    assert scanner.seen == [whole]
    assert Upload.objects.get().file.read_bytes() == whole
    refused = as_li.post("/uploads/", {"plan": SimpleUploadedFile("坏.txt", BAD)})
    assert (refused.status_code, "Test.Bad" in refused.content.decode()) == (400, True)
    assert Upload.objects.count() == 1


def test_the_api_and_every_form_stand_behind_it(offices: dict[str, User], scanner: Scanner) -> None:
    lan = program(offices["lan"])
    answer = lan.ask("post", "/uploads", data={"plan": SimpleUploadedFile("p.txt", BAD)})
    assert (answer.status_code, codes(answer.json())) == (400, ["file-infected"])
    client = Client()
    client.force_login(offices["lan"])
    assert client.post("/promises/add/", {"file": SimpleUploadedFile("p.csv", TABLE)}).status_code == 302
    assert client.post("/promises/add/", {"file": SimpleUploadedFile("q.csv", TABLE + BAD)}).status_code == 400
    assert PromiseEntry.objects.count() == 1
    assert len(scanner.seen) == 3


@pytest.mark.parametrize("answer", [b"stream: lookup ERROR\0", b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_what_a_scanner_cannot_say_is_no_pass(scanner: Scanner, answer: bytes) -> None:
    scanner.say = lambda content: answer
    with pytest.raises(Refusal, match="scanner-silent"):
        scanning.look(iter([SimpleUploadedFile("p.txt", b"plan")]), scanner.place)


def test_a_scanner_that_is_named_and_not_there_refuses_everything(as_li: Client, settings: Settings, tmp_path: Path) -> None:  # fmt: skip
    settings.SCANNER = ("unix", str(tmp_path / "nobody.ctl"))
    answer = as_li.post("/uploads/", {"plan": SimpleUploadedFile("p.txt", b"plan")})
    assert (answer.status_code, "scanner-silent" in answer.content.decode()) == (503, True)
    assert not Upload.objects.exists()


def test_a_scanner_listens_on_a_socket_of_the_machine(tmp_path: Path) -> None:
    place = tmp_path / "clamd.ctl"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(place))
    listener.listen()
    found = Scanner(listener, _says)
    file: UploadedFile[bytes] = UploadedFile(io.BytesIO(b"plan"), "p.txt", size=4)
    file.seek(2)
    scanning.look(iter([file]), ("unix", str(place)))
    assert (found.seen, file.read()) == ([b"plan"], b"plan")
    listener.close()


@pytest.mark.parametrize("written", ["clamd", "tcp://", "tcp://host", "http://host:1", "unix://clamd.ctl"])
def test_an_odd_scanner_stops_the_start(written: str) -> None:
    with pytest.raises(SystemExit, match="CHENGJIE_SCANNER"):
        settings_._scanner(written)


def test_a_scanner_is_named_by_its_address() -> None:
    assert settings_._scanner("") is None
    assert settings_._scanner("tcp://[::1]:3310") == ("tcp", "[::1]:3310")
    assert settings_._scanner("unix:///run/clamav/clamd.ctl") == ("unix", "/run/clamav/clamd.ctl")

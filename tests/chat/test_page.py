"""What the page is built from, and what building it leaves alone."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from fake_assistant import FakeAssistant, answer
from reading import Reader
from serving import free_port

from sarcoqa.chat import build, launch, look
from sarcoqa.chat.bookcase import Bookcase
from sarcoqa.chat.desk import Desk
from sarcoqa.chat.render import render_answer
from sarcoqa.chat.shell import frame
from sarcoqa.errors import SarcoqaError


def test_importing_the_package_loads_no_gradio() -> None:
    code = "import sys, sarcoqa; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_page_sends_nothing_home_and_offers_no_programming_interface() -> None:
    page = build(FakeAssistant())
    assert page.analytics_enabled is False
    assert page.get_api_info()["named_endpoints"] == {}
    assert look()["run_history"] is False


def test_the_theme_names_only_fonts_of_the_system() -> None:
    theme = look()["theme"]
    assert theme._stylesheets == []
    assert "url(" not in "".join(theme._font_css)


def html_of(page: Any) -> dict[str, Any]:
    (part,) = [one for one in page.get_config_file()["components"] if one["type"] == "html"]
    return dict(part)


def test_given_examples_take_the_place_of_those_from_the_papers() -> None:
    value = html_of(build(FakeAssistant(), ("Why <b>?",)))["props"]["value"]
    page = Reader(value)
    offered = [one["data-question"] for one in page.with_class("sq-offer")]
    assert offered == ["Why <b>?"]
    own = Reader(html_of(build(FakeAssistant()))["props"]["value"])
    assert [one["data-question"] for one in own.with_class("sq-offer")] == list(
        FakeAssistant().suggest()
    )


def test_the_page_may_call_what_the_desk_offers_and_nothing_else() -> None:
    part = html_of(build(FakeAssistant()))
    offered = {one.__name__ for one in Desk(FakeAssistant()).functions()}
    assert set(part["props"]["server_fns"]) == offered
    called = set(re.findall(r'call\("(\w+)"', part["props"]["js_on_load"]))
    assert {f"sarcoqa_{name}" for name in called} == offered


def test_every_button_does_something() -> None:
    script = html_of(build(FakeAssistant()))["props"]["js_on_load"]
    table = script[script.index("const DOINGS") : script.index("function sayNone")]
    doings = set(re.findall(r'^  "?([\w-]+)"?: ', table, re.MULTILINE))
    drawn = frame((), ()) + render_answer(answer("q"), "t", Bookcase(()))
    asked = {str(one["data-do"]) for _, one in Reader(drawn).elements if "data-do" in one}
    assert asked == doings


@pytest.mark.skipif(shutil.which("node") is None, reason="node reads the script; there is none")
def test_the_script_can_be_read(tmp_path: Path) -> None:
    script = html_of(build(FakeAssistant()))["props"]["js_on_load"]
    whole = tmp_path / "page.mjs"
    whole.write_text(f"async function page(element, server, upload) {{\n{script}\n}}")
    assert subprocess.run(["node", "--check", whole], check=False).returncode == 0


def test_a_port_that_is_taken_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SarcoqaError, match=f"127.0.0.1:{port}.*choose another port"):
            launch(FakeAssistant(), port=port)


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no address ::1")
def test_an_ipv6_address_that_is_taken_is_said_and_a_free_one_serves() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SarcoqaError, match=rf"\[::1\]:{port} \(Address already in use\)"):
            launch(FakeAssistant(), host="::1", port=port)
    port = free_port()
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from fake_assistant import FakeAssistant; from sarcoqa.chat import launch\n"
        "launch(FakeAssistant(), host='::1', port=int(sys.argv[1]))\n"
    )
    arguments = [sys.executable, "-c", code, str(port), str(Path(__file__).parent)]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            told = next(line for line in server.stderr if "The chat is at" in line)
            assert told.startswith(f"The chat is at http://[::1]:{port}/ ")
            with urlopen(f"http://[::1]:{port}/", timeout=30) as page:
                assert "sarcoqa" in page.read().decode()
        finally:
            server.terminate()


def test_a_host_that_is_none_is_said() -> None:
    with pytest.raises(SarcoqaError, match=r"no such host\.:7860.*choose another port or host"):
        launch(FakeAssistant(), host="no such host.")

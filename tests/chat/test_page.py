"""What the page is built from, and what building it leaves alone."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from fake_assistant import FakeAssistant
from serving import free_port

from sarcoqa.chat import build, launch, look
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


def test_given_examples_take_the_place_of_those_from_the_papers() -> None:
    config = build(FakeAssistant(), ("Why <b>?",)).get_config_file()
    values = [one["props"].get("value") for one in config["components"] if one["type"] == "button"]
    assert values == ["Why <b>?", "Ask"]


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

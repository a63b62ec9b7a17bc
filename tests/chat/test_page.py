"""What the page is built from, and what building it leaves alone."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from fake_assistant import FakeAssistant

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

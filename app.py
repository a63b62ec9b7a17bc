"""The chat in a browser: ``python app.py``, then open the address that it prints."""

from sarcoqa import Assistant
from sarcoqa.chat import launch

if __name__ == "__main__":
    launch(Assistant.open())

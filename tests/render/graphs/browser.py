"""A headless Chromium, driven by its own protocol over two pipes."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
]
TIMEOUT = 60.0


def find_chromium() -> str:
    """The browser; without one the test is skipped, but not in CI, where it must not be missing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium, and CI must have one: .ci/run installs it")
        pytest.skip("THE PAGE IS NOT TESTED: there is no Chromium (apt-get install chromium)")
    return found


@contextlib.contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """A page in a new browser with an empty profile."""
    chromium = find_chromium()
    to_browser, ours_out = os.pipe()
    ours_in, from_browser = os.pipe()
    command = [chromium, *FLAGS, f"--user-data-dir={folder / 'profile'}", "about:blank"]

    def hand_over() -> None:  # Chromium reads from descriptor 3 and writes to 4
        ends = [os.dup(to_browser), os.dup(from_browser)]
        for number, end in zip((3, 4), ends, strict=True):
            os.dup2(end, number)

    with subprocess.Popen(command, pass_fds=(3, 4), preexec_fn=hand_over, stderr=subprocess.DEVNULL) as process:
        os.close(to_browser)
        os.close(from_browser)
        try:
            yield Page(ours_in, ours_out)
        finally:
            process.kill()
            os.close(ours_in)
            os.close(ours_out)


class Page:
    """One tab.

    Attributes:
        problems: errors in the console, exceptions, and what the page's policy refused.
        requests: every address that was asked for, those that were refused included.
        refused: why requests failed, by address; `csp` is the page's own policy.
    """

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming, self._outgoing, self._buffer, self._number = incoming, outgoing, b"", 0
        self.problems: list[str] = []
        self.requests: list[str] = []
        self.refused: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> Any:
        """Call a method of the tab."""
        return self._call(method, self._session, **parameters)

    def open(self, file: Path, width: int = 1280, height: int = 800, *, dark: bool = False) -> None:
        """Show a file and wait until it has loaded."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme])
        self.send("Page.navigate", url=file.absolute().as_uri())
        deadline = time.monotonic() + TIMEOUT
        while self.run("document.readyState + location.protocol") != "completefile:":
            assert time.monotonic() < deadline, "the page does not load"
            time.sleep(0.02)

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        found = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def click(self, selector: str) -> None:
        """A real click in the middle of the first element that matches."""
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'nearest'}})")
        box = f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
        x, y = self.run(f"{box} return [b.x + b.width / 2, b.y + b.height / 2]; }})()")
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key: str, text: str = "") -> None:
        """A key; `text` is what it types."""
        code = {"Enter": 13, "Escape": 27, "Tab": 9}.get(key, 0)
        down = {"type": "keyDown", "key": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", **(down | ({"text": text} if text else {})))
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, text: str) -> None:
        """Text into what has the focus."""
        self.send("Input.insertText", text=text)

    def screenshot(self) -> bytes:
        """What is seen, as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])

    def _call(self, method: str, session: str | None = None, **parameters: Any) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        os.write(self._outgoing, json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self._notice(answer.get("method"), answer.get("params", {}))

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._incoming], [], [], TIMEOUT)
            assert ready, "Chromium does not answer"
            data = os.read(self._incoming, 1 << 16)
            assert data, "Chromium has ended"
            self._buffer += data
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def _notice(self, method: str | None, params: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
            self._asked[params["requestId"]] = params["request"]["url"]
        elif method == "Network.loadingFailed":
            self.refused[self._asked.get(params["requestId"], "")] = params.get("blockedReason", "")
        elif method == "Runtime.exceptionThrown":
            self.problems.append(json.dumps(params["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.problems.append(params["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.problems.append(json.dumps(params["args"]))

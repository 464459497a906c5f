#!/usr/bin/python3
"""Looks at a page in a headless Chromium, as a person with a keyboard would.

usage: Tests/browse.py STEPS.json

STEPS is an array of steps, done in their order:

  ["open", PATH]            opens the file
  ["scheme", "dark"]        what the person prefers, light or dark
  ["type", TEXT]            types the text where the focus is
  ["press", KEY]            presses a key, such as "/", "Tab" or "Escape"
  ["click", SELECTOR]       clicks in the middle of the element, scrolled into view
  ["wait", JAVASCRIPT]      until the expression is true; fails after 30 seconds
  ["value", JAVASCRIPT]     notes the expression's value
  ["tree"]                  notes role and name of everything that a screen reader is told of
  ["screenshot", PATH]      writes a PNG image

Prints one JSON object: `values` has what was noted, in order, `requests` the addresses of all requests but for the
page itself, `errors` what the console or the page's script complained of. Needs the packages
chromium-headless-shell (or chromium) and python3-websocket.
"""

import base64
import ctypes
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

PR_SET_PDEATHSIG = 1


def end_with_parent():
    """A browser whose script was killed, or failed before its end, must not stay behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


KEYS = {"Escape": 27, "Tab": 9, "Enter": 13, " ": 32, "ArrowDown": 40}


class Browser:
    def __init__(self, folder):
        # The program itself: Debian's command is a script, which would end without it.
        program = next(filter(None, map(shutil.which, (
            "/usr/lib/chromium/chromium-headless-shell", "chromium-headless-shell", "chromium"))), None)
        if not program:
            sys.exit("there is no chromium-headless-shell")
        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=end_with_parent,
            start_new_session=True)
        address = next(filter(None, (re.search(r"ws://[^/]*:(\d+)/", line) for line in self.process.stderr)))
        with urllib.request.urlopen(f"http://127.0.0.1:{address.group(1)}/json", timeout=30) as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        self.socket = websocket.create_connection(page["webSocketDebuggerUrl"], timeout=60, suppress_origin=True)
        self.count = 0
        self.loaded = False
        self.requests = []
        self.errors = []
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=1100, height=900, deviceScaleFactor=1, mobile=False)

    def call(self, method, **parameters):
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.count:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']}")
                return message["result"]
            self.note(message.get("method"), message.get("params", {}))

    def note(self, event, details):
        if event == "Page.loadEventFired":
            self.loaded = True
        elif event == "Network.requestWillBeSent":
            self.requests.append(details["request"]["url"])
        elif event == "Runtime.exceptionThrown":
            self.errors.append(details["exceptionDetails"]["text"])
        elif event == "Log.entryAdded":
            self.errors.append(details["entry"]["text"])
        elif event == "Page.javascriptDialogOpening":
            self.errors.append("dialog: " + details["message"])

    def value(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            sys.exit(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait(self, expression):
        for _ in range(600):
            if self.value(expression):
                return
            time.sleep(0.05)
        sys.exit(f"never became true: {expression}")

    def open(self, path):
        address = pathlib.Path(path).resolve().as_uri()
        self.call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'")
        self.requests = [request for request in self.requests if request != address]

    def press(self, key):
        details = {"key": key, "windowsVirtualKeyCode": KEYS.get(key, ord(key[0].upper()))}
        text = {"text": {"Enter": "\r"}.get(key, key)} if len(key) == 1 or key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **details, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **details)

    def click(self, selector):
        x, y = self.value(
            f"(e => {{ e.scrollIntoView({{block: 'center'}}); const b = e.getBoundingClientRect();"
            f" return [b.x + b.width / 2, b.y + b.height / 2]; }})(document.querySelector({json.dumps(selector)}))")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def tree(self):
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        silent = {"InlineTextBox", "StaticText", "generic", "none"}
        named = [node for node in nodes if not node["ignored"] and node["role"]["value"] not in silent]
        return [[node["role"]["value"], node.get("name", {}).get("value", "")] for node in named]

    def do(self, step):
        """What the step notes, as a list of none or one."""
        action, rest = step[0], step[1:]
        if action == "value":
            return [self.value(*rest)]
        if action == "tree":
            return [self.tree()]
        if action == "scheme":
            self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": rest[0]}])
        elif action == "type":
            self.call("Input.insertText", text=rest[0])
        elif action == "screenshot":
            pathlib.Path(rest[0]).write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))
        else:
            {"open": self.open, "press": self.press, "click": self.click, "wait": self.wait}[action](*rest)
        return []


def main(arguments):
    if len(arguments) != 1:
        sys.exit(__doc__)
    steps = json.loads(pathlib.Path(arguments[0]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(folder)
        try:
            values = [value for step in steps for value in browser.do(step)]
        finally:
            os.killpg(browser.process.pid, signal.SIGKILL)
            browser.process.wait()
    print(json.dumps({"values": values, "requests": browser.requests, "errors": browser.errors}))


if __name__ == "__main__":
    main(sys.argv[1:])

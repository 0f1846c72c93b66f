"""A small client of the language server protocol for tests.

    lsp.py CLANGD FILE [--action TITLE-REGEX] [--stdout]

Opens FILE and prints its diagnostics: a line each, the related places, the link
and the code actions. With --action the first action whose title matches is
applied and the new text is printed.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys


class Server:
    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, cwd=folder)
        self.last = 0

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(
            b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while True:
            line = self.process.stdout.readline()
            if not line:
                sys.exit("the server ended early")
            if not line.strip():
                break
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = self.process.stdout.read(length)
        if len(body) != length:
            sys.exit("a message is shorter than its Content-Length")
        return json.loads(body)

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.last and "method" not in message:
                return message.get("result")

    def wait_for(self, method, wanted):
        while True:
            message = self.receive()
            if message.get("method") == method and wanted(message["params"]):
                return message["params"]

    def stop(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        # It ends its background work first, on a busy machine for long.
        self.process.wait(timeout=600)


CAPABILITIES = {"textDocument": {
    "publishDiagnostics": {"relatedInformation": True,
                           "codeDescriptionSupport": True},
    "codeAction": {"codeActionLiteralSupport": {
        "codeActionKind": {"valueSet": ["quickfix"]}}}}}


def line_of(place):
    return place["start"]["line"] + 1


def applied(text, edits):
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(at):
        return starts[at["line"]] + at["character"]

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]),
                       reverse=True):
        begin = offset(edit["range"]["start"])
        end = offset(edit["range"]["end"])
        text = text[:begin] + edit["newText"] + text[end:]
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clangd")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--action")
    options = parser.parse_args()
    path = options.file.resolve()
    text, uri = path.read_text(), path.as_uri()
    server = Server([options.clangd, "--log=error"], path.parent)
    server.request("initialize", {"processId": None,
                                  "rootUri": path.parent.as_uri(),
                                  "capabilities": CAPABILITIES})
    server.notify("initialized", {})
    server.notify("textDocument/didOpen", {"textDocument": {
        "uri": uri, "languageId": "cpp", "version": 1, "text": text}})
    found = server.wait_for("textDocument/publishDiagnostics",
                            lambda p: p["uri"] == uri)["diagnostics"]
    chosen = None
    for one in found:
        print(f"{path.name}:{line_of(one['range'])}: {one['message']} "
              f"[{one.get('code')}] <{one.get('source')}>".replace("\n", " | "))
        print("  link", one.get("codeDescription", {}).get("href"))
        for related in one.get("relatedInformation", []):
            where = related["location"]
            name = where["uri"].rsplit("/", 1)[-1]
            print(f"  related {name}:{line_of(where['range'])}: "
                  f"{related['message']}")
        actions = server.request("textDocument/codeAction", {
            "textDocument": {"uri": uri}, "range": one["range"],
            "context": {"diagnostics": [one], "only": ["quickfix"]}}) or []
        for action in actions:
            print("  action", action["title"],
                  "(preferred)" if action.get("isPreferred") else "")
            if not chosen and options.action and re.search(options.action,
                                                           action["title"]):
                chosen = action
    if not found:
        print("no diagnostics")
    if options.action:
        if not chosen:
            sys.exit("no such action")
        edits = chosen["edit"]["changes"][uri]
        print("--- applied")
        print(applied(text, edits))
    server.stop()


if __name__ == "__main__":
    main()

"""Two real Syncthing nodes on the loopback: one that only sends, and one that only receives, into the inbox."""
import json
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from contextlib import contextmanager

from ways.local import move
from ways.way import Server, Way, call, files_below, free_port, need

FOLDER = "pictures"
# Nothing leaves this machine, and nothing waits for a human.
OPTIONS = {"globalAnnounceEnabled": "false", "localAnnounceEnabled": "false", "relaysEnabled": "false",
           "natEnabled": "false", "urAccepted": "-1", "crashReportingEnabled": "false", "autoUpgradeIntervalH": "0",
           "startBrowser": "false", "reconnectionIntervalS": "1", "setLowPriority": "false"}


class Node:
    def __init__(self, home):
        self.home, self.address, self.port = home, f"127.0.0.1:{free_port()}", free_port()
        call("syncthing", "generate", "--home", home, "--no-default-folder", "--skip-port-probing")
        self.tree = ElementTree.parse(home / "config.xml")
        self.id = self.tree.find("device").get("id")
        self.key = self.tree.findtext("gui/apikey")
        self.last_event = 0

    def configure(self, path, kind, peer, seconds_between_scans):
        root, options = self.tree.getroot(), self.tree.find("options")
        for name, value in {**OPTIONS, "listenAddress": f"tcp://127.0.0.1:{self.port}"}.items():
            for old in options.findall(name):
                options.remove(old)
            ElementTree.SubElement(options, name).text = value
        self.tree.find("gui/address").text = self.address
        device = ElementTree.SubElement(root, "device", id=peer.id, name="peer")
        ElementTree.SubElement(device, "address").text = f"tcp://127.0.0.1:{peer.port}"
        folder = ElementTree.SubElement(root, "folder", id=FOLDER, path=str(path), type=kind, fsWatcherEnabled="false",
                                        rescanIntervalS=str(seconds_between_scans))
        for one in [self, peer]:
            ElementTree.SubElement(folder, "device", id=one.id)
        ElementTree.SubElement(folder, "minDiskFree", unit="%").text = "0"
        self.tree.write(self.home / "config.xml")

    def server(self):
        return Server(self.home / "log", "syncthing", "serve", "--home", self.home, "--no-browser", "--no-restart",
                      "--no-upgrade")

    def ask(self, path, method="GET"):
        request = urllib.request.Request(f"http://{self.address}/rest/{path}", method=method,
                                         headers={"X-API-Key": self.key})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            return answer.read()

    def listen(self):
        """Has the node keep its events for `wait_until_finished`: it does so from the first question on."""
        self.events(1)

    def events(self, seconds):
        return json.loads(self.ask(f"events?events=ItemFinished&timeout={seconds}&since={self.last_event}"))

    def wait_until_finished(self, places):
        """Until each of these files has come since the last call; it may have gone by then."""
        missing, latest = set(places), time.monotonic() + 120
        while missing:
            for event in self.events(1):
                self.last_event = event["id"]
                if not event["data"]["error"]:
                    missing.discard(event["data"]["item"])
            if time.monotonic() > latest:
                raise RuntimeError(f"Syncthing did not bring {len(missing)} files within two minutes")

    def is_connected(self, peer):
        try:
            return json.loads(self.ask("system/connections"))["connections"].get(peer.id, {}).get("connected", False)
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def ways(inbox, scratch):
    need("syncthing")
    home = scratch / "syncthing"
    outgoing = home / "outgoing"
    outgoing.mkdir(parents=True)
    sender, receiver = Node(home / "sender"), Node(home / "receiver")
    sender.configure(outgoing, "sendonly", receiver, 0)
    # It sees now and then what else lies in the inbox and what has gone from it, and keeps that to itself.
    receiver.configure(inbox, "receiveonly", sender, 60)

    def synchronize(folder):
        places = {str(place) for place in files_below(folder)}
        move(folder, outgoing)
        sender.ask(f"db/scan?folder={FOLDER}", "POST")
        receiver.wait_until_finished(places)

    with sender.server() as one, receiver.server() as other:
        one.wait_until(lambda: sender.is_connected(receiver), 60)
        other.wait_until(lambda: receiver.is_connected(sender), 60)
        receiver.listen()
        yield [Way("Syncthing", synchronize, repeats=False)]

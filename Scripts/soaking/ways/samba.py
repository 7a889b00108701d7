"""smbclient, into a share of a Samba of its own on the loopback."""
import getpass
import socket
from contextlib import contextmanager

from ways.way import Server, Way, call, found, free_port, need

CONFIGURATION = """
[global]
server role = standalone server
interfaces = 127.0.0.1
bind interfaces only = yes
smb ports = {port}
map to guest = Bad User
guest account = {user}
disable spoolss = yes
disable netbios = yes
load printers = no
private dir = {home}
lock directory = {home}
state directory = {home}
cache directory = {home}
pid directory = {home}
ncalrpc dir = {home}/rpc
passdb backend = tdbsam:{home}/passdb.tdb
log file = {home}/log
[inbox]
path = {inbox}
guest ok = yes
guest only = yes
read only = no
"""


@contextmanager
def ways(inbox, scratch):
    need("smbd", "smbclient")
    home, port = scratch / "samba", free_port()
    home.mkdir(mode=0o700)
    configuration = home / "smb.conf"
    configuration.write_text(CONFIGURATION.format(port=port, home=home, inbox=inbox, user=getpass.getuser()))

    def client(command):
        return call("smbclient", "//127.0.0.1/inbox", "-s", configuration, "-p", port, "-N", "-c", command)

    def answers():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return bool(client("ls"))
        except (OSError, RuntimeError):
            return False

    with Server(home / "log", found("smbd"), "-F", "-s", configuration) as server:
        server.wait_until(answers)
        yield [Way("smbclient", lambda folder: client(f'prompt OFF; recurse ON; lcd "{folder}"; mput *'))]

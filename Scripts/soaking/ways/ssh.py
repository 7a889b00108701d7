"""scp and sftp, through a sshd of its own on the loopback."""
import getpass
import os
import socket
from contextlib import contextmanager
from pathlib import Path

from ways.way import Server, Way, call, files_below, found, free_port, need

CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {home}/host
AuthorizedKeysFile {home}/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
Subsystem sftp internal-sftp
"""


class Host:
    def __init__(self, inbox, home, port):
        self.inbox, self.port = inbox, port
        self.options = ["-F", "none", "-i", home / "user", "-o", f"Port={port}", "-o", "StrictHostKeyChecking=no",
                        "-o", f"UserKnownHostsFile={home}/known", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR"]
        self.name = f"{getpass.getuser()}@127.0.0.1"

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                return connection.recv(3) == b"SSH"
        except OSError:
            return False

    def scp(self, folder):
        call("scp", "-q", "-r", *self.options, f"{folder}/.", f"{self.name}:{self.inbox}")

    def sftp(self, folder):
        self.run(folder, lambda source, target: [f'put "{source}" "{target}"'])

    def sftp_by_another_name(self, folder):
        self.run(folder, lambda source, target: [f'put "{source}" "{target}.filepart"',
                                                 f'rename "{target}.filepart" "{target}"'])

    def run(self, folder, commands):
        """Folders may be there already, which is no failure (a line that begins with a minus)."""
        lines = []
        for place in files_below(folder):
            lines += [f'-mkdir "{self.inbox / parent}"' for parent in reversed(place.parents[:-1])]
            lines += commands(folder / place, self.inbox / place)
        batch = folder.with_suffix(".sftp")
        batch.write_text("\n".join(lines) + "\n")
        call("sftp", "-q", *self.options, "-b", batch, self.name)
        batch.unlink()


@contextmanager
def ways(inbox, scratch):
    need("sshd", "ssh-keygen", "scp", "sftp")
    home = scratch / "ssh"
    home.mkdir(mode=0o700)
    for key in ["host", "user"]:
        call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / key)
    port = free_port()
    (home / "configuration").write_text(CONFIGURATION.format(port=port, home=home))
    if os.getuid() == 0:
        # Of its package, where the part that speaks to strangers is locked in.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    host = Host(inbox, home, port)
    with Server(home / "log", found("sshd"), "-D", "-e", "-f", home / "configuration") as server:
        server.wait_until(host.answers)
        yield [Way("scp", host.scp), Way("sftp", host.sftp),
               Way("sftp by another name", host.sftp_by_another_name)]

"""The ways into the inbox, each with the real program. One whose program is missing is left out, and said so."""
from contextlib import ExitStack, contextmanager

from ways import local, rsync, samba, ssh, syncthing, web
from ways.way import Unavailable


@contextmanager
def opened(inbox, scratch, with_servers, say):
    """Every way that is there; servers among them run until the end."""
    everything = {"curl": web.ways, "mv from another file system": local.ways_from_elsewhere, "rsync": rsync.ways}
    if with_servers:
        everything |= {"scp and sftp": ssh.ways, "smbclient": samba.ways, "Syncthing": syncthing.ways}
    with ExitStack() as stack:
        ways = stack.enter_context(local.ways(inbox, scratch))
        for name, opening in everything.items():
            try:
                ways += stack.enter_context(opening(inbox, scratch))
            except Unavailable as reason:
                say(f"Left out: {name}, for {reason}")
        yield ways

"""The cluster leaves nothing behind, whatever ends the tests."""

import os
import pathlib
import signal
import subprocess
import sys

from cluster import wait_until

STARTS_AND_IS_KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from cluster import Cluster, answers, free_port, wait_until
port = free_port()
master = Cluster(sys.argv[2], []).start(
    "master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port),
    "--webui-port", str(free_port()))
wait_until("the master", lambda: answers(port))
print(master.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def is_running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_its_processes_end_where_the_tests_are_killed(tmp_path):
    done = subprocess.run([sys.executable, "-c", STARTS_AND_IS_KILLED,
                           pathlib.Path(__file__).parent, tmp_path], stdout=subprocess.PIPE)
    assert done.returncode == -signal.SIGKILL
    master = int(done.stdout)
    try:
        wait_until("the master to end", lambda: not is_running(master))
    finally:
        if is_running(master):
            os.killpg(master, signal.SIGKILL)

"""A real cluster on this machine: a standalone master and workers, each a process of its own on
127.0.0.1 with bounded memory. Needs a JDK (17 or later) and PySpark, which brings Spark."""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

import pyspark
from pyspark.sql import SparkSession

PATIENCE = 600  # seconds for a process to come up: only a cluster that is broken takes so long


class Cluster:
    """``with Cluster(folder, python_path) as cluster: cluster.session …``"""

    def __init__(self, folder, python_path, workers=2, short=True):
        """``short``: for work of a minute, Java compiles quickly and not well."""
        self._folder = pathlib.Path(folder)
        self._home = pathlib.Path(pyspark.__file__).parent
        self._python_path = os.pathsep.join(python_path)
        self._processes = []
        self._workers = []
        self._wanted = workers
        self._java = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" if short else "-XX:+UseG1GC"

    def __enter__(self):
        try:
            port = free_port()
            self._url = f"spark://127.0.0.1:{port}"
            self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1",
                        "--port", str(port), "--webui-port", str(free_port()))
            wait_until("the master", lambda: answers(port))
            for _ in range(self._wanted):
                self.add_worker()
            os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers' Python, too
            self.session = (
                SparkSession.builder.master(self._url).appName("chengxin")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.memory", "1g")
                .config("spark.driver.extraJavaOptions", self._java)
                .config("spark.executor.memory", "1g")
                .config("spark.executor.extraJavaOptions", self._java)
                .config("spark.executor.cores", "1")
                .config("spark.executorEnv.PYTHONPATH", self._python_path)
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.local.dir", str(self._folder / "local"))
                .config("spark.sql.warehouse.dir", str(self._folder / "warehouse"))
                .getOrCreate())
            self.session.sparkContext.setLogLevel("ERROR")
            self.wait_for_executors(self._wanted)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *failure):
        if hasattr(self, "session"):
            self.session.stop()
        for process in reversed(self._processes):
            _kill(process)

    def add_worker(self):
        name = f"worker-{len(self._processes)}"
        self._workers.append(self.start(
            name, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1",
            "--memory", "1500m", "--work-dir", str(self._folder / name), "--webui-port",
            str(free_port()), self._url))

    def kill_worker(self):
        """One worker with its executor, at once and without warning."""
        _kill(self._workers.pop())

    def executors(self):
        """How many executors the driver knows; it counts among them itself."""
        return self.session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1

    def wait_for_executors(self, number):
        wait_until(f"{number} executors", lambda: self.executors() == number)

    def start(self, name, *arguments):
        self._folder.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "SPARK_HOME": str(self._home), "SPARK_DAEMON_MEMORY": "256m",
                       "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                       "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": self._python_path}
        with open(self._folder / f"{name}.log", "wb") as log:
            # Dies with this process, also where that is killed and leaves no context.
            process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL",
                                        self._home / "bin" / "spark-class", *arguments],
                                       stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                       env=environment, start_new_session=True)
        self._processes.append(process)
        return process


def _kill(process):
    """The process and those that it started: it leads a session of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def wait_until(what, is_there):
    end = time.monotonic() + PATIENCE
    while not is_there():
        if time.monotonic() > end:
            raise RuntimeError(f"waited {PATIENCE} s for {what}")
        time.sleep(0.1)

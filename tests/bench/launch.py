"""Runs one command and writes what it used: python -I -S launch.py RESULT COMMAND...

Apart from the measuring program and without its libraries, because the peak memory of a child begins with that of its parent.
"""

import os
import signal
import sys
import time

result, command = sys.argv[1], sys.argv[2:]
started = time.monotonic()
pid = os.posix_spawn(command[0], command, os.environ, setsigdef=[signal.SIGPIPE])
_, status, usage = os.wait4(pid, 0)
wall = time.monotonic() - started
with open(result, "w") as file:
    file.write(f"{os.waitstatus_to_exitcode(status)} {usage.ru_utime + usage.ru_stime} {wall} {usage.ru_maxrss}\n")

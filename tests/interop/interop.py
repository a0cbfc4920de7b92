# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the cases: interop.py BUILD-FOLDER NODE-MODULES [NAME]...

A name is a part of Class.test_method; without one all cases run. With "-" for NODE-MODULES only the
cases that need no packages run. The last line is "N passed, N failed".
"""

import concurrent.futures
import contextlib
import pathlib
import signal
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import authority  # noqa: E402
import base  # noqa: E402
import cases_dialects  # noqa: E402
import cases_failures  # noqa: E402
import cases_journal  # noqa: E402
import cases_keys  # noqa: E402
import cases_router  # noqa: E402
import cases_text  # noqa: E402
import cases_tools  # noqa: E402
import cases_ways  # noqa: E402
import cases_window  # noqa: E402
import servers  # noqa: E402

# These need no packages.
LOCAL_MODULES = [cases_dialects, cases_ways]
# The window's first: they take longest.
MODULES = [cases_window, cases_text, cases_tools, cases_failures, cases_keys, cases_router]
# Most cases wait for a back-off or for a slow server, so more of them than processors may run.
AT_ONCE = 4


def collect(modules, names):
    """All cases, or those that were named."""
    loader = unittest.TestLoader()
    suites = [loader.loadTestsFromModule(module) for module in modules]
    cases = [case for suite in suites for group in suite for case in group]
    return [case for case in cases if not names or any(name in case.id() for name in names)]


def run_case(case):
    """The case's complaint, or None."""
    result = unittest.TestResult()
    case.run(result)
    complaints = [text for _, text in result.failures + result.errors]
    return "\n".join(complaints) or None


def start_servers(world, modules, ending):
    def fixtures(name):
        return [entry for module in MODULES for entry in getattr(module, name, [])]

    def aimock(name, *options, **environment):
        home = world.home / name
        played = fixtures(name.upper())
        return servers.Aimock(modules, home, played, *options, **environment)

    def keep(server):
        ending.callback(server.close)
        return server

    world.plain = keep(aimock("plain"))
    world.strict = keep(aimock("strict", "--strict"))
    world.locked = keep(aimock("locked", AIMOCK_API_KEYS=base.KEY))
    world.upstream = keep(aimock("upstream"))
    home = world.home / "router"
    world.router = keep(servers.Router(modules, home, world.upstream.url, base.KEY))


def run_cases(cases):
    """Prints a line a case, and what failed. Returns how many passed and failed."""
    passed = 0
    with contextlib.ExitStack() as ending:
        pool = concurrent.futures.ThreadPoolExecutor(AT_ONCE)
        ending.callback(pool.shutdown, cancel_futures=True)
        runs = {pool.submit(run_case, case): case for case in cases}
        for run in concurrent.futures.as_completed(runs):
            case = runs[run]
            complaint = run.result()
            verdict = "not ok" if complaint else "ok"
            print(f"{verdict} {case.id()}: {case.shortDescription()}", flush=True)
            if complaint:
                print("  " + complaint.replace("\n", "\n  "), flush=True)
            else:
                passed += 1
    return passed, len(cases) - passed


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    packages = sys.argv[2]
    names = sys.argv[3:]
    # The servers are ended however the run ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with contextlib.ExitStack() as ending:
        home = pathlib.Path(ending.enter_context(tempfile.TemporaryDirectory()))
        world = base.World(build, home)
        base.Case.world = world
        world.authority = authority.Authority(home / "authority", "Interop authority")
        world.stranger = authority.Authority(home / "stranger", "Strange authority")
        counts = [run_cases(collect(LOCAL_MODULES, names))]
        if packages != "-":
            start_servers(world, pathlib.Path(packages).resolve(), ending)
            counts.append(run_cases(collect(MODULES, names)))
            counts.append(run_cases(collect([cases_journal], names)))
    passed, failed = map(sum, zip(*counts))
    if passed + failed == 0:
        failed = 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())

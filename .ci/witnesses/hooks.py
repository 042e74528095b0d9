"""What schemathesis has to know of the API, and how many of its calls were taken.

The export has two formats that JSON Schema does not know: times without an offset, and lengths of
time as .NET writes them.
"""

import atexit
import os
from collections import Counter
from datetime import timedelta

import schemathesis
from hypothesis import strategies as st

# Of all calls, broken ones included, this part has to be taken: else nothing is shown of what the
# operations respond with.
LEAST_TAKEN = 0.5

statuses = Counter()


def length(time):
    """A length of time such as `1.02:30:00`."""
    minutes, seconds = divmod(time.seconds, 60)
    return f"{time.days}.{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


times = st.datetimes().map(lambda time: time.isoformat(timespec="seconds"))
schemathesis.openapi.format("date-time-local", times)
lengths = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=10_000))
schemathesis.openapi.format("time-span", lengths.map(length))


@schemathesis.hook
def after_call(context, case, response):
    statuses[response.status_code] += 1


@atexit.register
def report():
    calls = statuses.total()
    taken = sum(count for status, count in statuses.items() if status < 300)
    print(f"{calls} calls, {taken} of them taken: {dict(sorted(statuses.items()))}", flush=True)
    if calls < int(os.environ["WITNESS_CALLS"]) or taken < calls * LEAST_TAKEN:
        print("too few calls, or too few that were taken", flush=True)
        os._exit(1)

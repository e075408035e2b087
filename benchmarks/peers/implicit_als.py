"""Iterations of alternating least squares by the package implicit, on the interactions of a file.

The argument is JSON: path (one user a line: its items), items, factors, iterations, threads, solver ("cg" or "cholesky").
Prints JSON: version, and the seconds of each iteration.
"""

import json
import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as implicit asks for: it has threads of its own

import implicit  # noqa: E402
import numpy as np  # noqa: E402
from scipy.sparse import csr_matrix  # noqa: E402

options = json.loads(sys.argv[1])
offsets, columns = [0], []
with open(options["path"]) as lines:
    for line in lines:
        columns.extend(int(item) for item in line.split())
        offsets.append(len(columns))
shape = (len(offsets) - 1, options["items"])
matrix = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, offsets), shape=shape)
seconds = []
model = implicit.als.AlternatingLeastSquares(
    factors=options["factors"],
    iterations=options["iterations"],
    use_cg=options["solver"] == "cg",
    num_threads=options["threads"],
    use_gpu=False,
    random_state=1,
)
model.fit(matrix, show_progress=False, callback=lambda _, time, *rest: seconds.append(time))
print(json.dumps({"version": implicit.__version__, "seconds": seconds}))

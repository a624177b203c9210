"""Where the pages of review hang: routes that write ask for `deps.Writer` and `deps.WritingStore`.

`Writer` is the name of the user and refuses whoever may not write; the guard has checked origin and size before.
"""

from fastapi import APIRouter

router = APIRouter(prefix="/review", include_in_schema=False)

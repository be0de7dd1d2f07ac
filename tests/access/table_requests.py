"""Who may knock at the addresses of requests for information, in the order of `table.WHO`."""

BELONGING = (302, 404, 200, 404, 200, 200, 200, 200, 404)
ADDRESSEE_AND_ASKER = (302, 404, 404, 404, 200, 200, 404, 404, 404)
ADDRESSEE = (302, 404, 404, 404, 200, 403, 404, 404, 404)
ASKER = (302, 404, 404, 404, 403, 200, 404, 404, 404)
ADDRESSEE_OF_THE_CYCLE = (302, 404, 404, 404, 200, 404, 404, 404, 404)

ROWS = {
    "exchange:request-list": (BELONGING, ""),
    "exchange:request-add": (BELONGING, ""),
    "exchange:request": (ADDRESSEE_AND_ASKER, "request"),
    "exchange:request-reply": (ADDRESSEE, "request reply"),
    "exchange:request-file": (ADDRESSEE_AND_ASKER, "request reply"),
    "exchange:request-also": (ASKER, "request", "POST"),
    "exchange:request-close": (ASKER, "request", "POST"),
    "reports:evidence-from-reply": (ADDRESSEE_OF_THE_CYCLE, "written"),
}

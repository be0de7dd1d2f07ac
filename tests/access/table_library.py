"""Who may knock at the addresses of the library and of guidance, in the order of `table.WHO`."""

BELONGING = (302, 404, 200, 404, 200, 200, 200, 200, 404)
READERS = (302, 404, 404, 404, 200, 200, 200, 404, 404)
KEEPERS = (302, 404, 404, 404, 403, 200, 200, 404, 404)
ANY_KEEPER = (302, 404, 403, 404, 403, 200, 200, 200, 404)
NATIONAL_KEEPERS = (302, 404, 403, 404, 403, 403, 403, 200, 404)
LED_ON_KEEPERS = (302, 404, 403, 404, 403, 403, 403, 302, 404)

ROWS = {
    "exchange:library": (BELONGING, ""),
    "exchange:library-add": (ANY_KEEPER, ""),
    "exchange:library-seen": (BELONGING, "", "POST"),
    "exchange:library-item": (READERS, "library_item"),
    "exchange:library-edit": (KEEPERS, "library_item"),
    "exchange:library-version": (KEEPERS, "library_item"),
    "exchange:library-review": (KEEPERS, "library_item"),
    "exchange:library-withdraw": (KEEPERS, "library_item"),
    "exchange:library-file": (READERS, "library_item version_number"),
    "exchange:guidance": (BELONGING, ""),
    "exchange:signal": (BELONGING, ""),
    "exchange:guidance-page": (BELONGING, "guidance_key"),
    "exchange:guidance-edit": (NATIONAL_KEEPERS, "guidance_key"),
    "exchange:guidance-approve": (NATIONAL_KEEPERS, "guidance_key", "POST"),
    "exchange:guidance-history": (BELONGING, "guidance_key"),
    "exchange:kcik": (BELONGING, ""),
    "exchange:kcik-count-add": (NATIONAL_KEEPERS, ""),
    "exchange:kcik-count-withdraw": (NATIONAL_KEEPERS, "kcik_count"),
    "exchange:kcik-half-year": (LED_ON_KEEPERS, ""),
    "exchange:kcik-figures": (NATIONAL_KEEPERS, "kcik_year kcik_half"),
    "exchange:kcik-call-add": (NATIONAL_KEEPERS, ""),
    "exchange:kcik-operator-add": (NATIONAL_KEEPERS, ""),
}

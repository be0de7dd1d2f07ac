"""Who may knock at the addresses of the exchange room, in the order of `table.WHO`."""

BELONGING = (302, 404, 200, 404, 200, 200, 200, 200, 404)
READERS = (302, 404, 404, 404, 200, 200, 200, 404, 404)
READERS_NOT_THE_SOURCE = (302, 404, 404, 404, 403, 200, 200, 404, 404)
SOURCE = (302, 404, 404, 404, 200, 403, 403, 404, 404)
KEEPERS = (302, 404, 404, 404, 403, 200, 200, 404, 404)
ANY_KEEPER = (302, 404, 403, 404, 403, 200, 200, 200, 404)
NATIONAL_KEEPERS = (302, 404, 403, 404, 403, 403, 403, 200, 404)
AUTHOR_OF_THE_DRAFT = (302, 404, 404, 404, 200, 404, 404, 404, 404)

ROWS = {
    "exchange:feed": (BELONGING, ""),
    "exchange:reach": (BELONGING, "", "POST"),
    "exchange:draft-list": (BELONGING, ""),
    "exchange:post-add": (BELONGING, ""),
    "exchange:post": (READERS, "post"),
    "exchange:post-edit": (AUTHOR_OF_THE_DRAFT, "post_draft"),
    "exchange:draft-discard": (AUTHOR_OF_THE_DRAFT, "post_draft"),
    "exchange:draft-file": (AUTHOR_OF_THE_DRAFT, "post_draft draft_file"),
    "exchange:draft-file-remove": (AUTHOR_OF_THE_DRAFT, "post_draft draft_file", "POST"),
    "exchange:post-acknowledge": (READERS, "post", "POST"),
    "exchange:post-comment": (READERS, "post", "POST"),
    "exchange:post-correct": (SOURCE, "post"),
    "exchange:post-readdress": (SOURCE, "post"),
    "exchange:post-recall": (SOURCE, "post"),
    "exchange:post-archive": (SOURCE, "post", "POST"),
    "exchange:share-ask": (READERS_NOT_THE_SOURCE, "post"),
    "exchange:share-answer": (SOURCE, "post wish"),
    "exchange:post-file": (READERS, "post post_file"),
    "exchange:post-watermark": (READERS, "post"),
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
}

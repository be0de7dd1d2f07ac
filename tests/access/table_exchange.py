"""Who may knock at the addresses of the exchange room, in the order of `table.WHO`."""

BELONGING = (302, 404, 200, 404, 200, 200, 200, 200, 404)
READERS = (302, 404, 404, 404, 200, 200, 200, 404, 404)
READERS_NOT_THE_SOURCE = (302, 404, 404, 404, 403, 200, 200, 404, 404)
SOURCE = (302, 404, 404, 404, 200, 403, 403, 404, 404)
AUTHOR_OF_THE_DRAFT = (302, 404, 404, 404, 200, 404, 404, 404, 404)
READERS_WHO_KEEP = (302, 404, 404, 404, 403, 200, 200, 404, 404)
KEEPERS_OF_GROUPS = (302, 404, 403, 404, 403, 200, 200, 200, 404)
EVERYBODY = (200, 200, 200, 200, 200, 200, 200, 200, 200)
LED_ON = (302, 302, 302, 302, 302, 302, 302, 302, 302)
OWNER = (302, 404, 404, 404, 200, 404, 404, 404, 404)

ROWS = {
    "exchange:feed": (BELONGING, ""),
    "exchange:group-list": (BELONGING, ""),
    "exchange:group-add": (KEEPERS_OF_GROUPS, ""),
    "exchange:group": (READERS, "audience_group"),
    "exchange:group-close": (READERS_WHO_KEEP, "audience_group", "POST"),
    "exchange:group-member-remove": (READERS_WHO_KEEP, "audience_group group_member", "POST"),
    "exchange:telling": (BELONGING, ""),
    "exchange:feed-address": (BELONGING, "", "POST"),
    "exchange:post-feed": (EVERYBODY, "post_feed_secret"),
    "exchange:search-save": (LED_ON, "", "POST"),
    "exchange:search-forget": (OWNER, "kept_search", "POST"),
    "exchange:reach": (BELONGING, "", "POST"),
    "exchange:draft-list": (BELONGING, ""),
    "exchange:post-add": (BELONGING, ""),
    "exchange:post": (READERS, "sent_post"),
    "exchange:post-edit": (AUTHOR_OF_THE_DRAFT, "post_draft"),
    "exchange:draft-discard": (AUTHOR_OF_THE_DRAFT, "post_draft"),
    "exchange:draft-file": (AUTHOR_OF_THE_DRAFT, "post_draft draft_file"),
    "exchange:draft-file-remove": (AUTHOR_OF_THE_DRAFT, "post_draft draft_file", "POST"),
    "exchange:post-acknowledge": (READERS, "sent_post", "POST"),
    "exchange:post-comment": (READERS, "sent_post", "POST"),
    "exchange:post-correct": (SOURCE, "sent_post"),
    "exchange:post-readdress": (SOURCE, "sent_post"),
    "exchange:post-recall": (SOURCE, "sent_post"),
    "exchange:post-archive": (SOURCE, "sent_post", "POST"),
    "exchange:share-ask": (READERS_NOT_THE_SOURCE, "sent_post"),
    "exchange:share-answer": (SOURCE, "sent_post wish"),
    "exchange:post-file": (READERS, "sent_post post_file"),
    "exchange:post-watermark": (READERS, "sent_post"),
}

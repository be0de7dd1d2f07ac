"""What was filed, put in words for a page: boxes by their labels, values with their states."""

from django.utils.dateparse import parse_date
from django.utils.translation import get_language

from reports import contents
from reports.choices import ActivityKind, Answer, SelfRating, ValueState


def label_of(choices, value):
    return dict(choices.choices).get(value, "")


def readable(contribution, user, content=None):
    """Return what a person may read of a contribution as the page shows it, or None.

    Without `content` it is what was last filed; what is only being written is shown to its
    institution on the writing page and to nobody else.
    """
    content = content if content is not None else contents.filed(contribution)
    if not content:
        return None
    language = get_language()
    boxes = content.get("boxes", {})
    return {
        "answer": label_of(Answer, content["answer"]),
        "did": content["answer"] == Answer.DONE,
        "reason": content["reason"],
        "belongs_to": content["belongs_to"],
        "self_rating": label_of(SelfRating, content["self_rating"]),
        "spent": content["spent"],
        "boxes": [
            (box.label(language), boxes[box.key])
            for box in contribution.cycle.form.boxes.all()
            if boxes.get(box.key)
        ],
        "values": [
            {**one, "said": one["value"] or label_of(ValueState, one["state"])}
            for one in content["values"]
        ],
        "activities": [
            {
                **one,
                "kind": label_of(ActivityKind, one["kind"]),
                "held_on": parse_date(str(one["held_on"])),
                "held_until_on": one["held_until_on"] and parse_date(str(one["held_until_on"])),
            }
            for one in content["activities"]
        ],
        "evidence": content["evidence"],
    }


def round_rows(contribution):
    """Return every act of every round, the newest first, with remarks by the labels of boxes."""
    language = get_language()
    labels = {box.key: box.label(language) for box in contribution.cycle.form.boxes.all()}
    return [
        {
            "event": event,
            "remarks": [(labels.get(key, key), text) for key, text in event.remarks.items()],
        }
        for event in contribution.events.select_related("by").order_by("-pk")
    ]

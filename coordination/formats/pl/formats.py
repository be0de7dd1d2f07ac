"""Polish ways of writing dates and times where Django's own differ from the desk's."""

DATE_FORMAT = "j E Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y, H:i"

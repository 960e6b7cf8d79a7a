"""One form of dates in English, as Django has one in Chinese: no month cut short, no 09/04/2024."""

DATE_FORMAT = SHORT_DATE_FORMAT = "F j, Y"  # September 20, 2024
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "F j, Y, H:i"  # September 20, 2024, 17:00
TIME_FORMAT = "H:i"

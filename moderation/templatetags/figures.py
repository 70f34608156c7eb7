"""{% bar_chart group %}: figures as a chart, the template draws the table beside it. {% promised_hours as hours %}."""

from django import template
from django.utils.translation import gettext as _

from .. import figures
from ..charts import Point, chart
from ..figures import Group, Row

register = template.Library()


@register.inclusion_tag("moderation/_chart.html")
def bar_chart(group: Group) -> dict:
    """Each bar is labelled with the first cell of its row; a share is drawn with its interval."""
    points = [
        Point(row.label, row.bar, _said(group, row), low=row.low, high=row.high)
        for row in group.rows
        if row.bar is not None
    ]
    description = _("The table beside the chart says the same: %(columns)s.") % {"columns": ", ".join(group.columns)}
    return {"chart": chart(group.key, group.title, description, points, group.most) if points else None}


@register.simple_tag
def promised_hours() -> int | None:
    """How long an author has to wait at most, nine times in ten; None while that is not so."""
    return figures.promised_hours()


def _said(group: Group, row: Row) -> str:
    return f"{row.bar:.0%}" if group.most == 1.0 else row.cells[0].text

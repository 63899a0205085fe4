"""Each entry of the register of promises bears what its promise is about; events may be about promises and desks."""

from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def place(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A promise is about what its case is about; without a case it lies where the one who entered it has the only right. What
    nothing tells stays open, and is seen by the one who entered it."""
    entry, link = apps.get_model("web", "PromiseEntry"), apps.get_model("web", "PromiseCase")
    for promise, where, carrier, firm in _told(entry, link, apps.get_model("web", "Right")):
        entry.objects.filter(promise=promise).update(place=where, carrier=carrier, enterprise=firm)


def _told(entry: Any, link: Any, right: Any) -> Iterator[tuple[str, str, str, str]]:  # noqa: ANN401  # rows as they were
    cases = {each.promise: each.case for each in link.objects.select_related("case")}
    for promise, by in entry.objects.filter(event="promised").values_list("promise", "by").order_by("id"):
        if case := cases.get(promise):
            yield promise, case.place, case.carrier, case.enterprise
            continue
        places = set(right.objects.filter(user=by).exclude(place="").values_list("place", flat=True))
        if len(places) == 1:
            yield promise, places.pop(), "", ""


class Migration(migrations.Migration):
    dependencies = [("web", "0026_views")]

    operations = [
        migrations.AddField("promiseentry", "place", models.CharField(blank=True, default="", max_length=6), preserve_default=False),
        migrations.AddField("promiseentry", "carrier", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AddField("promiseentry", "enterprise", models.CharField(blank=True, default="", max_length=18), preserve_default=False),
        migrations.AddIndex("promiseentry", models.Index(fields=["place"], name="web_promise_place_idx")),
        migrations.AddIndex("promiseentry", models.Index(fields=["enterprise"], name="web_promise_firm_idx")),
        migrations.AddField(
            "event", "promise", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="web.promiseentry"),
        ),
        migrations.AddField(
            "event", "desk", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="web.desk"),
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]  # fmt: skip

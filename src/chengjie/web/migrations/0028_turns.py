from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def look(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The clocks look at every open case once, and know then when to come back."""
    apps.get_model("web", "Case").objects.filter(ended="").update(turn=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0027_promise_scope"),
    ]

    operations = [
        migrations.AddField(model_name="case", name="turn", field=models.DateField(null=True)),
        migrations.RunPython(look, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("ended", "")), fields=["turn", "id"], name="case_turn"),
        ),
    ]

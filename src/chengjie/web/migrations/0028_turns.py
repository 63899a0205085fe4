from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0027_promise_scope"),
    ]

    operations = [
        migrations.AddField(model_name="case", name="turn", field=models.DateField(null=True)),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("ended", "")), fields=["turn", "id"], name="case_turn"),
        ),
    ]

"""Sign-ins that failed, so that guessing has to wait."""

from __future__ import annotations

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                ("address", models.GenericIPAddressField(null=True)),
                ("when", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "when"], name="web_attempt_name_2b62d8_idx"),
                    models.Index(fields=["address", "when"], name="web_attempt_address_358fce_idx"),
                ],
            },
        ),
    ]

"""Rows of grams and the index of words over them: FTS5 on SQLite, a tsvector on PostgreSQL; no extension is needed."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE VIRTUAL TABLE web_sought_words USING fts5(grams, content='web_sought', content_rowid='id', tokenize='unicode61 remove_diacritics 0', columnsize=0)",
    "CREATE TRIGGER web_sought_in AFTER INSERT ON web_sought BEGIN INSERT INTO web_sought_words(rowid, grams) VALUES (new.id, new.grams); END",
    "CREATE TRIGGER web_sought_out AFTER DELETE ON web_sought BEGIN INSERT INTO web_sought_words(web_sought_words, rowid, grams) VALUES ('delete', old.id, old.grams); END",
    "CREATE TRIGGER web_sought_on AFTER UPDATE ON web_sought BEGIN INSERT INTO web_sought_words(web_sought_words, rowid, grams) VALUES ('delete', old.id, old.grams); INSERT INTO web_sought_words(rowid, grams) VALUES (new.id, new.grams); END",
)
POSTGRES = (
    "ALTER TABLE web_sought ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', grams)) STORED",
    "CREATE INDEX web_sought_words ON web_sought USING gin (words)",
)


def index(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The index of words."""
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def unindex(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Without it."""
    if editor.connection.vendor != "postgresql":
        editor.execute("DROP TABLE web_sought_words")


class Migration(migrations.Migration):
    dependencies = [("web", "0018_indices")]

    operations = [
        migrations.CreateModel(
            name="Sought",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False)), ("grams", models.TextField())],
        ),
        migrations.RunPython(index, unindex),
        migrations.RemoveField(model_name="record", name="find"),
    ]

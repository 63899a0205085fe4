"""What operations answer, as plain shapes: one file a room, read by an integrator in /api/openapi.json (答复的形状)."""

from chengjie.web.api.answers.shape import Answer, Count, Entries, Exact, Open, TableOut, Told, paper

__all__ = ["Answer", "Count", "Entries", "Exact", "Open", "TableOut", "Told", "paper"]

"""What a plan names: parks, chains, lines, sites, towns, festivals, brands, herbs, companies, fairs (名称)."""

from chengjie.plan.things.reading import things

__all__ = ["things"]

"""Who and what there is: places, carriers, industries, their shapes and distances, and the catalogue of a plan (§3)."""

from chengjie.register.carrier import Carrier, Grade, Location
from chengjie.register.carriers import Carriers, carriers
from chengjie.register.catalogue import catalogue
from chengjie.register.catalogue_row import CarrierUse, CatalogueRow, LabelUse
from chengjie.register.dated import DatedName
from chengjie.register.distances import Destination, Distance, Distances, distances
from chengjie.register.geometry import Geometry, Shape, geometry
from chengjie.register.industries import Industries, industries
from chengjie.register.industry import Industry, LabelMapping, Suggestion
from chengjie.register.places import Places, Region, places

__all__ = [
    "Carrier", "CarrierUse", "Carriers", "CatalogueRow", "DatedName", "Destination", "Distance", "Distances", "Geometry",
    "Grade", "Industries", "Industry", "LabelMapping", "LabelUse", "Location", "Places", "Region", "Shape", "Suggestion",
    "carriers", "catalogue", "distances", "geometry", "industries", "places",
]  # fmt: skip

"""Who and what there is: places, carriers, industries, their shapes and distances, and the catalogue of a plan (§3)."""

from chengjie.register.carrier import Carrier, Grade, Location
from chengjie.register.carriers import Carriers, carriers
from chengjie.register.places import Places, Region, places

__all__ = ["Carrier", "Carriers", "Grade", "Location", "Places", "Region", "carriers", "places"]

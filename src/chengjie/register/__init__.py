"""Who and what there is: places, carriers, industries (登记)."""

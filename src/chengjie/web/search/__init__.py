"""One search box over everything (检索): cases, records of registers, people, and what the zone itself knows, each in scope."""

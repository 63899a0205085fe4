"""What each of the 184 systems is made of, the check of a whole zone, and the trail of any figure."""

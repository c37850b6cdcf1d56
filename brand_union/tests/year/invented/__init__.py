"""A university that does not exist, with every kind of rule that other schools were seen to have; all of it set through REST."""

"""How fast the desk is, each figure beside a floor measured in the same run (quality §5)."""

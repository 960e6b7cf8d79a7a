"""What is true of the whole portal: the map, the home page, the sections, what machines ask."""

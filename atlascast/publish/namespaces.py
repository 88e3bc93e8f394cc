"""XML namespaces of feeds → their names, as the feeds' writers and readers here share them."""

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
PODLOVE = "http://podlove.org/simple-chapters"

"""Cards that tell how things stand: read from the records, the same for everybody, changing nothing."""

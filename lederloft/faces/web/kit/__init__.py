"""The design kit: page skeleton, parts, forms, the table and the charts every web room is built from."""

"""Pages of an opgave: reading, editing the text, editing its parts."""

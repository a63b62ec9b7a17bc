"""3. Passages → hits: embedding, dense and lexical indexes, fusion, and the index on disk."""

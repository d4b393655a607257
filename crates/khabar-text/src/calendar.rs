//! Calendar words and absolute dates (see `khabar-read` for expressions in context).

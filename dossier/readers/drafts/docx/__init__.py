"""Word files that are drafts, which hold nothing but what anybody may have typed."""

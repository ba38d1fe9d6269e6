"""A fleet run in words: plan and events in, text in the interface language out; pure, and without markup."""

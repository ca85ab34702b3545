"""What others may call, one module per subject: `create`, `settings`, `terms`, `halls`, `roles`, `booths`."""

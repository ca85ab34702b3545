"""What others may call, one module per subject: `booths`."""

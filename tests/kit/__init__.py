"""What tests share: services to run against, things to make, ways to look."""

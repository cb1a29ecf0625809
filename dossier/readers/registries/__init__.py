"""Read registries: what blocks refer to instead of writing it out."""

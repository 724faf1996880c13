"""Property tests are about what holds, not about how soon: on a busy machine any single try may be slow."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

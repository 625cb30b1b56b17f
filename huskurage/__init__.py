"""Huskurage: posters, guidance and sealed concerns for neighbours who hear violence through the wall."""

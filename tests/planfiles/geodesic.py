"""Distance and bearing on the WGS 84 ellipsoid by Vincenty's inverse formula: a reference that shares no code."""

from math import atan, atan2, cos, degrees, hypot, radians, sin, sqrt, tan

A, F = 6_378_137.0, 1 / 298.257_223_563
B = A * (1 - F)


def inverse(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Metres, and degrees clockwise from north at the start, from one (longitude, latitude) to another."""
    (lon1, lat1), (lon2, lat2) = ((radians(each[0]), radians(each[1])) for each in (start, end))
    u1, u2 = atan((1 - F) * tan(lat1)), atan((1 - F) * tan(lat2))
    length = lam = lon2 - lon1
    for _ in range(50):
        across = cos(u2) * sin(lam)
        along = cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(lam)
        sin_s, cos_s = hypot(across, along), sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(lam)
        if sin_s == 0:
            return 0.0, 0.0
        s = atan2(sin_s, cos_s)
        sin_a = cos(u1) * cos(u2) * sin(lam) / sin_s
        cos2_a = 1 - sin_a**2
        middle = cos_s - 2 * sin(u1) * sin(u2) / cos2_a if cos2_a else 0.0
        c = F / 16 * cos2_a * (4 + F * (4 - 3 * cos2_a))
        before, lam = lam, length + (1 - c) * F * sin_a * (s + c * sin_s * (middle + c * cos_s * (-1 + 2 * middle**2)))
        if abs(lam - before) < 1e-15:
            break
    u_sq = cos2_a * (A**2 - B**2) / B**2
    k = (sqrt(1 + u_sq) - 1) / (sqrt(1 + u_sq) + 1)
    big_a, big_b = (1 + k**2 / 4) / (1 - k), k * (1 - 3 * k**2 / 8)
    delta = (
        big_b
        * sin_s
        * (
            middle
            + big_b
            / 4
            * (cos_s * (-1 + 2 * middle**2) - big_b / 6 * middle * (-3 + 4 * sin_s**2) * (-3 + 4 * middle**2))
        )
    )
    return B * big_a * (s - delta), degrees(atan2(across, along)) % 360

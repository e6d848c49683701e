"""The outer planets, by a symplectic integrator: float arithmetic, and a check that energy is conserved."""

from math import pi, sqrt

SOLAR_MASS = 4 * pi * pi
DAYS_PER_YEAR = 365.24


class Body:
    def __init__(self, name, position, velocity, mass):
        self.name = name
        self.x, self.y, self.z = position
        # Velocities are given per day, masses in suns; the simulation counts in years.
        self.vx, self.vy, self.vz = [component * DAYS_PER_YEAR for component in velocity]
        self.mass = mass * SOLAR_MASS

    def __repr__(self):
        return f"{self.name:>8}: ({self.x:+.6f}, {self.y:+.6f}, {self.z:+.6f})"


def solar_system():
    return [
        Body("Sun", (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 1.0),
        Body("Jupiter", (4.84143, -1.16032, -0.10362), (0.00166, 0.00770, -0.00007), 9.5479e-4),
        Body("Saturn", (8.34337, 4.12480, -0.40352), (-0.00277, 0.00499, 0.00002), 2.8589e-4),
        Body("Uranus", (12.89437, -15.11115, -0.22331), (0.00296, 0.00238, -0.00003), 4.3662e-5),
        Body("Neptune", (15.37970, -25.91931, 0.17926), (0.00268, 0.00163, -0.00010), 5.1514e-5),
    ]


def pairs(bodies):
    for i, a in enumerate(bodies):
        for b in bodies[i + 1:]:
            yield a, b


def rest_the_sun(bodies):
    """Give the sun the opposite of everyone's momentum, so that the whole stays where it is."""
    sun = bodies[0]
    sun.vx = -sum(b.vx * b.mass for b in bodies[1:]) / sun.mass
    sun.vy = -sum(b.vy * b.mass for b in bodies[1:]) / sun.mass
    sun.vz = -sum(b.vz * b.mass for b in bodies[1:]) / sun.mass


def energy(bodies):
    total = 0.0
    for body in bodies:
        total += 0.5 * body.mass * (body.vx ** 2 + body.vy ** 2 + body.vz ** 2)
    for a, b in pairs(bodies):
        distance = sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2)
        total -= a.mass * b.mass / distance
    return total


def advance(bodies, step):
    for a, b in pairs(bodies):
        dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
        squared = dx * dx + dy * dy + dz * dz
        pull = step / (squared * sqrt(squared))
        a.vx -= dx * b.mass * pull
        a.vy -= dy * b.mass * pull
        a.vz -= dz * b.mass * pull
        b.vx += dx * a.mass * pull
        b.vy += dy * a.mass * pull
        b.vz += dz * a.mass * pull
    for body in bodies:
        body.x += step * body.vx
        body.y += step * body.vy
        body.z += step * body.vz


bodies = solar_system()
rest_the_sun(bodies)
before = energy(bodies)
print(f"energy at the start {before:.9f}")
for report in range(4):
    for _ in range(100):
        advance(bodies, 0.01)
    print(f"after {report + 1} years      {energy(bodies):.9f}")
for body in bodies:
    print(body)
print("drift below a thousandth:", abs(energy(bodies) - before) < 1e-3)

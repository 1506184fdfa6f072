"""What stands above a page: the way to it, and the pages beside it."""

from outdial.console.addresses import HOME, address
from outdial.console.visit import Crumb, Visit
from outdial.errors import ServiceError

TOP = Crumb("Instances", HOME)


def instance_name(visit: Visit) -> str:
    """Name the instance by its alias, or by its id if it has none or may not be looked at."""
    try:
        instance = visit.ask("DescribeInstance")["Instance"]
    except ServiceError as error:
        if error.code != "AccessDeniedException":
            raise
        return visit.instance
    return str(instance.get("InstanceAlias") or visit.instance)


def way_to_instance(visit: Visit, name: str) -> tuple[Crumb, ...]:
    """Give the crumbs of the pages of an instance."""
    return (TOP, Crumb(f"{name}, {visit.region}", address(visit.region, visit.instance)))


def beside(visit: Visit, current: str) -> dict[str, object]:
    """Give what the row of an instance's pages shows."""
    place = (visit.region, visit.instance)
    tabs = {
        "Queues": address(*place),
        "Phone numbers": address(*place, "numbers"),
        "Contact flows": address(*place, "flows"),
    }
    return {
        "tabs": tabs,
        "current_tab": current,
        "region": visit.region,
        "instance": visit.instance,
    }

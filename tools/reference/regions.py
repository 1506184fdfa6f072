"""Parts of pages that are generated, inside of pages that people write."""

import re
from collections.abc import Callable, Mapping

_REGION = re.compile(
    r"(?P<begin><!-- generated: (?P<name>[a-z -]+) -->)(?P<content>.*?)(?P<end><!-- end -->)",
    re.DOTALL,
)


def filled(page: str, contents: Mapping[str, Callable[[], str]]) -> str:
    """Fill each region of a page; a name without content is a mistake."""

    def fill(match: re.Match[str]) -> str:
        content = contents[match["name"]]()
        if "\n" in match["content"]:
            content = f"\n\n{content}\n\n"
        return match["begin"] + content + match["end"]

    return _REGION.sub(fill, page)

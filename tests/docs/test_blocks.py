"""Which blocks of a page are run."""

from docs.blocks import Block, blocks

PAGE = """\
Start it:

```sh server
outdial serve
```

```sh
echo hello
```

```text
hello
```

A file, and what is not run:

```python file=a.py
print()
```

```sh not-run
rm -rf /
```

```text
not what it prints
```
"""


def test_the_blocks_of_a_page_are_told_apart() -> None:
    server, step, file, refused, text = blocks(PAGE)

    assert server.is_server
    assert step == Block(
        language="sh", words=frozenset(), content="echo hello\n", line=7, printed="hello\n"
    )
    assert (file.file, file.content) == ("a.py", "print()\n")
    assert (refused.content, refused.printed) == ("rm -rf /\n", None)
    assert text.language == "text"
    assert [block.is_run for block in (server, step, file, refused, text)] == [
        False,
        True,
        False,
        False,
        False,
    ]

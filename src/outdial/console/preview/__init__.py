"""What a called person sees and hears of a queue's calls, and what a flow does, as markup.

Each part is read into plain values by one module, and put into markup by `showing`, by templates
alone. Nothing here knows addresses, sessions or pages.
"""

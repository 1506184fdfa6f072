"""The audit trail: every call as an event, written as CloudTrail writes it.

T1   A call of a caller who is known is an event, whether it was allowed or not, and whether it
     ended well or not. A request without a valid signature, where one is asked for, is none: it
     stands in the server's log only, so that strangers cannot fill the store. [chosen]
T2   The event of a call that changes something is written with the change or not at all; events
     of other calls may be lost in a crash. [chosen]
T3   IAM's events are in the partition's first Region, whichever Region was signed for.
     [documented]
T4   With Connect the names of parameters are those of the wire, times are epoch seconds, what
     came in the path is escaped as it was there, and the content of flows and what the model calls
     sensitive is `***`. [observed, but for flows' own content, which is inferred]
T5   With other services names begin with a small letter, and what is secret is
     `HIDDEN_DUE_TO_SECURITY_REASONS`. [observed]
T6   A call that only reads has no response elements. [observed, but for operations that read by
     POST, where it is chosen]
T7   What a change found is in `additionalEventData` under `before`, by kind and id of the record,
     without secrets. [chosen]
T8   Parameters or answers of more than 100 KB are left out where the event would be longer than
     256 KB. [documented]
T9   An error has its name on the wire; what else than a text it says is in the response elements.
     [observed]
T10  Calls that come too often are one event a second for each account, Region and operation, and
     else stand in the server's log only: to be refused costs no write, so a client that goes on
     and on cannot fill the store. [chosen]
T11  Looks at the trail of a page that follows it are one event a minute for each access key,
     account and Region, so that a page left open does not fill the trail with its own looks; a
     refused look is always one. [chosen]
"""

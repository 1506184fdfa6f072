"""What PostgreSQL's errors mean for a transaction: lost, undone, or worth another try."""

import psycopg
from psycopg import errors
from psycopg_pool import PoolTimeout

_GOING = (
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.IdleInTransactionSessionTimeout,
    errors.ReadOnlySqlTransaction,  # it has become a standby
)
_UPSET = (errors.SerializationFailure, errors.DeadlockDetected)


def is_lost(error: psycopg.Error) -> bool:
    """Tell whether a connection is of no use any more."""
    if isinstance(error, _GOING):
        return True
    return isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)) and (
        error.sqlstate is None or error.sqlstate.startswith("08")
    )


def may_pass(error: psycopg.Error) -> bool:
    """Tell whether a job may well get on if it is tried again at once.

    A key that is taken was so by a job that was faster; tried again, the work finds it.
    """
    if isinstance(error, PoolTimeout):
        return False
    return is_lost(error) or isinstance(error, (*_UPSET, errors.UniqueViolation))


def is_transient(error: psycopg.Error) -> bool:
    """Tell whether a job may well get on later."""
    return is_lost(error) or isinstance(error, (*_UPSET, errors.LockNotAvailable))


def is_undone(error: psycopg.Error) -> bool:
    """Tell whether an error of a commit says for certain that nothing was committed."""
    return isinstance(error, (*_UPSET, psycopg.IntegrityError))

package org.p2pvps.persistence;

import java.sql.SQLException;
import java.util.Set;
import javax.persistence.PersistenceException;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/** Tells what a database means by refusing, from the SQLSTATE: its first two characters are the same in every database. */
final class DatabaseFailure {
    private static final Set<String> TAKEN = Set.of("23505", "23503");
    /** A check constraint; Derby's own code differs from PostgreSQL's. */
    private static final Set<String> FORBIDDEN = Set.of("23513", "23514");

    private static final Set<String> LOCKED = Set.of("40001", "40XL1", "40XL2", "40P01", "55P03");
    private static final Set<String> TOO_LONG = Set.of("22001");

    private DatabaseFailure() {}

    /** The exception to throw instead; {@code failure} itself if it is nobody's fault but ours. */
    static RuntimeException translate(PersistenceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                return translate(refusal, failure);
            }
        }
        return failure;
    }

    private static RuntimeException translate(SQLException refusal, PersistenceException failure) {
        String state = refusal.getSQLState() == null ? "" : refusal.getSQLState();
        if (LOCKED.contains(state)) {
            return new LostLockException(failure);
        }
        if (FORBIDDEN.contains(state)) {
            return problem(ErrorCode.CONFLICT, "It would break a rule of the database.", failure);
        }
        if (TAKEN.contains(state)) {
            return problem(ErrorCode.CONFLICT, "It contradicts something that is there already.", failure);
        }
        if (TOO_LONG.contains(state)) {
            return problem(ErrorCode.FIELD_INVALID, "A text is longer than can be kept.", failure);
        }
        if (isAbsent(state)) {
            return unreachable(failure);
        }
        return failure;
    }

    /** Whether a unique value was taken. */
    static boolean isTaken(PersistenceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                return TAKEN.contains(refusal.getSQLState());
            }
        }
        return false;
    }

    /** A failed connection, a server that shuts down, or, without any state, a pool that has no connection to give. */
    private static boolean isAbsent(String state) {
        return state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
    }

    /** The database is away, for instance because its configuration just changed. */
    static ProblemException unreachable(Throwable cause) {
        return problem(ErrorCode.SERVICE_MISSING, "The database can't be reached.", cause);
    }

    private static ProblemException problem(ErrorCode code, String detail, Throwable cause) {
        ProblemException problem = new ProblemException(code, detail);
        problem.initCause(cause);
        return problem;
    }
}

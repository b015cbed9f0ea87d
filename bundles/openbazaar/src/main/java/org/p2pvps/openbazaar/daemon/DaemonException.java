package org.p2pvps.openbazaar.daemon;

/** A call of the daemon that did not do what it should. Its message may be shown to admins. */
public final class DaemonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What became of the call. */
    public enum Kind {
        /** No answer, or none in time. Whether the daemon did what it was told is open. */
        UNREACHABLE,
        /** The credentials are wrong. */
        FORBIDDEN,
        /** The daemon understood and said no. */
        REFUSED,
        /** What it was asked for is not there. */
        MISSING,
        /** An answer that is none: empty, cut off, too long, or not what the call promises. What was done is open. */
        NONSENSE
    }

    private final Kind kind;
    private final int status;

    DaemonException(Kind kind, int status, String message) {
        super(message);
        this.kind = kind;
        this.status = status;
    }

    static DaemonException nonsense(String what) {
        return new DaemonException(Kind.NONSENSE, 0, what);
    }

    /** There is nothing to show to the daemon. */
    public static DaemonException noCredential(String why) {
        return new DaemonException(Kind.FORBIDDEN, 0, why);
    }

    /** What became of the call. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status; 0 if there was none, or it is not the point. */
    public int status() {
        return status;
    }

    /** Whether the daemon surely did nothing. */
    public boolean didNothing() {
        return kind == Kind.REFUSED || kind == Kind.MISSING || kind == Kind.FORBIDDEN;
    }
}

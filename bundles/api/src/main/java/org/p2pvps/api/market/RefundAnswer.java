package org.p2pvps.api.market;

/**
 * How far a refund is.
 *
 * @param reference what names it on the market once it is done; empty before
 * @param note for the admin; may be empty
 */
public record RefundAnswer(Kind kind, String reference, String note) {
    /** What comes next. */
    public enum Kind {
        /** The money went back. */
        DONE,
        /** The market is at it; ask again. */
        PENDING,
        /** The market can't; somebody has to pay by hand and say so. */
        NEEDS_ADMIN
    }

    public static RefundAnswer done(String reference) {
        return new RefundAnswer(Kind.DONE, reference, "");
    }

    public static RefundAnswer pending(String note) {
        return new RefundAnswer(Kind.PENDING, "", note);
    }

    public static RefundAnswer needsAdmin(String note) {
        return new RefundAnswer(Kind.NEEDS_ADMIN, "", note);
    }
}

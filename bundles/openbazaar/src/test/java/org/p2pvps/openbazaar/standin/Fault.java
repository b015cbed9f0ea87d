package org.p2pvps.openbazaar.standin;

/** What can be wrong with an answer. */
public enum Fault {
    /** Status 200, nothing in it, nothing done. */
    EMPTY,
    HTML,
    /** The right answer, cut in the middle. */
    TRUNCATED,
    /** Status 500 with text that is no JSON, nothing done. */
    ERROR,
    /** Done, and the connection closed before the answer. */
    NO_ANSWER,
    /** The connection closed, nothing done. */
    NO_ACTION,
    /** One byte a second, for a long time. */
    DRIP,
    /** More than anybody would read. */
    HUGE,
    /** JSON of another kind than it should be. */
    WRONG_KIND
}

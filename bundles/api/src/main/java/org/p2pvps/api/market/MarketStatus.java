package org.p2pvps.api.market;

/**
 * How a market is.
 *
 * @param up whether it can sell now
 * @param detail what is wrong, or worth an admin's eye; may be empty. Nothing secret
 */
public record MarketStatus(boolean up, String detail) {
    /** All is well. */
    public static final MarketStatus UP = new MarketStatus(true, "");

    /** It can't sell. */
    public static MarketStatus down(String detail) {
        return new MarketStatus(false, detail);
    }
}

package org.p2pvps.openbazaar.daemon;

import java.math.BigInteger;

/** A payment out of the daemon's wallet, in minor units of the coin. */
public record Spending(String coin, String address, BigInteger amount, String memo) {}

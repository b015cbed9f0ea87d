package org.p2pvps.openbazaar.daemon;

import java.math.BigInteger;

/**
 * So many minor units of a currency, as the daemon says; nothing is checked yet.
 *
 * @param units minor units; may be absurd
 * @param currency its code; may be empty
 */
public record Amount(BigInteger units, String currency) {}

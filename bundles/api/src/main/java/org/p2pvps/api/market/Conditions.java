package org.p2pvps.api.market;

import java.time.Duration;
import org.p2pvps.api.device.Term;

/**
 * What every rental of a device is subject to, so that markets can say it to buyers.
 *
 * @param term for how many hours it can be ordered; other orders are paid back
 * @param undeliveredAfter a device that stays away for so long ends its rental, and what was not delivered and what is left go back;
 *     zero: it never does
 */
public record Conditions(Term term, Duration undeliveredAfter) {}

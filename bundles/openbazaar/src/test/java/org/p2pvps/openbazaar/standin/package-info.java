/**
 * A stand-in for an openbazaar-go daemon of version 0.14, for tests and benchmarks: one store with its buyers and its moderator, on a
 * chain of its own. It does what real ones were seen to do, the bad habits included; StandInTest compares it with the recordings.
 */
package org.p2pvps.openbazaar.standin;

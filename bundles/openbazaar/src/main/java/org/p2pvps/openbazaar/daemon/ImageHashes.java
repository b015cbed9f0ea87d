package org.p2pvps.openbazaar.daemon;

/** An image as the daemon keeps it, in five sizes. */
public record ImageHashes(String filename, String large, String medium, String original, String small, String tiny) {}

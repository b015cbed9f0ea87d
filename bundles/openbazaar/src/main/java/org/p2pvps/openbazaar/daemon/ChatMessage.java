package org.p2pvps.openbazaar.daemon;

import java.time.Instant;

/** A line of a conversation. */
public record ChatMessage(String messageId, boolean outgoing, String text, Instant at) {}

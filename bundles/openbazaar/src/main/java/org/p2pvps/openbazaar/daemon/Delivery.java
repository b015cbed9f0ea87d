package org.p2pvps.openbazaar.daemon;

import org.p2pvps.api.Secret;

/** A login, as a fulfilment carries it. */
public record Delivery(String url, Secret password) {}

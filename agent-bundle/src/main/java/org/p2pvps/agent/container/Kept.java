package org.p2pvps.agent.container;

import java.util.Optional;

/**
 * The container after a look at it.
 *
 * @param address its address on its network; empty while it has none
 * @param ready whether its SSH server answered, or had long enough to
 * @param complaint why it must not be rented, for the owner
 */
public record Kept(String address, boolean ready, Optional<String> complaint) {}

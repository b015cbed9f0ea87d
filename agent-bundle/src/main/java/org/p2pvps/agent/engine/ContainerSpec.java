package org.p2pvps.agent.engine;

import java.util.UUID;
import org.p2pvps.protocol.Limits;

/** A container to be made. */
public record ContainerSpec(
        String name, String hostname, String image, UUID deviceId, int generation, String network, Limits limits) {}

package org.p2pvps.agent.governor;

import java.nio.file.Path;

/**
 * Where the agent finds things.
 *
 * @param dockerHost the engine's socket, {@code unix://...}
 * @param registry where to look for the image before the server is asked; may be empty
 * @param version this agent's
 */
public record AgentSettings(Path deviceFile, Path stateFolder, String dockerHost, String registry, String version) {}

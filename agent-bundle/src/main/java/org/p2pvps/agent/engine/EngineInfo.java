package org.p2pvps.agent.engine;

/**
 * What an engine says of itself.
 *
 * @param version for the log
 * @param dataFolder where it keeps containers
 * @param cpus processors it may use
 * @param limitsMemory whether its kernel can bound a container's memory
 * @param limitsPids whether its kernel can bound a container's processes
 * @param limitsCpu whether its kernel can bound a container's processor time
 */
public record EngineInfo(
        String version, String dataFolder, int cpus, boolean limitsMemory, boolean limitsPids, boolean limitsCpu) {}

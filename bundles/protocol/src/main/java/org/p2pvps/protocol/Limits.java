package org.p2pvps.protocol;

/**
 * What the container may use.
 *
 * @param cpus processors, in thousandths (1500 is one and a half)
 * @param memoryMib memory in MiB, swap included
 * @param pids processes and threads
 */
public record Limits(int cpus, long memoryMib, int pids) {}

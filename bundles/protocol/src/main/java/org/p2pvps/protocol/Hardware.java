package org.p2pvps.protocol;

/**
 * What a device has, as its agent measured it.
 *
 * @param architecture Debian's name: {@code amd64}, {@code arm64} or {@code armhf}
 * @param cpus processors that are online
 * @param cpuModel the processor's name; may be empty
 * @param memoryMib physical memory in MiB
 * @param diskMib free space where Docker stores containers, in MiB
 */
public record Hardware(String architecture, int cpus, String cpuModel, long memoryMib, long diskMib) {}

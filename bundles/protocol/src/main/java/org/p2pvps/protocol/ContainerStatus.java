package org.p2pvps.protocol;

/** What the agent says of its container. */
public enum ContainerStatus {
    NONE,
    PREPARING,
    RUNNING,
    STOPPED,
    FAILED
}

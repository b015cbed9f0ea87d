package org.p2pvps.agent.engine;

/**
 * A container of this device.
 *
 * @param generation as its label says; 0 if the label is no number
 */
public record HeldContainer(String id, String name, int generation) {}

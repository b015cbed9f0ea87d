package org.p2pvps.agent.engine;

/**
 * How a program ended.
 *
 * @param output what it wrote; cut to a few lines
 */
public record ExecResult(long status, String output) {}

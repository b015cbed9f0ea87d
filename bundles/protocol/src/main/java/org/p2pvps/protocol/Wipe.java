package org.p2pvps.protocol;

/**
 * The agent's account of a reset.
 *
 * @param generation the generation that was destroyed
 * @param containersLeft containers of this device still on its engine; 0 after a good wipe
 * @param volumesLeft volumes of this device still on its engine; 0 after a good wipe
 */
public record Wipe(int generation, int containersLeft, int volumesLeft) {
    /** Whether nothing is left. */
    public boolean clean() {
        return containersLeft == 0 && volumesLeft == 0;
    }
}

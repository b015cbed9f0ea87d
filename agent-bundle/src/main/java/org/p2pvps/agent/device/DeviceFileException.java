package org.p2pvps.agent.device;

/** The device file can't be used. The message is for the owner: what is wrong, and what to do. */
public final class DeviceFileException extends Exception {
    private static final long serialVersionUID = 1L;

    DeviceFileException(String message) {
        super(message);
    }
}

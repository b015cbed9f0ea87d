package org.p2pvps.localtunnel.gateway;

import org.p2pvps.protocol.ErrorCode;

/** What a data connection carries: a request with its response, or a TLS session that passes through. */
interface Carried {
    /** The site has a connection for this. */
    void assign(DataSocket socket);

    /** Passes on what came from the device. */
    void takeFromDevice(Inbox inbox);

    void flushToVisitor();

    /** The device can be sent more without waiting. */
    void deviceWritable();

    /** The device's connection closed. */
    void socketClosed();

    /** It can't be served. */
    void fail(ErrorCode code);

    /** Whether it is a TLS session, which needs a connection that has carried no request yet. */
    boolean isSession();
}

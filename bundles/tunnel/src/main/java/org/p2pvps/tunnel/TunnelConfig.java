package org.p2pvps.tunnel;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The tunnel server's settings, {@code etc/org.p2pvps.tunnel.cfg}. */
@ObjectClassDefinition(name = "P2P VPS tunnel server")
public @interface TunnelConfig {
    @AttributeDefinition(description = "The server's name as devices and renters reach it")
    String publicHost() default "localhost";

    @AttributeDefinition(description = "The port that devices are told to connect to; 0: the one listened on")
    int publicPort() default 0;

    @AttributeDefinition(description = "The port that devices connect to; 0: any free one")
    int port() default 2222;

    @AttributeDefinition(description = "The address that the server and the leased ports are bound to")
    String bindAddress() default "0.0.0.0";

    @AttributeDefinition(
            description = "Load balancers, as addresses or networks, whose connections begin with the PROXY protocol")
    String proxies() default "";

    @AttributeDefinition(description = "The first port that may be leased to a device")
    int firstPort() default 20000;

    @AttributeDefinition(description = "The last port that may be leased to a device")
    int lastPort() default 29999;

    @AttributeDefinition(description = "The host key's file; made if missing. Empty: in karaf.base under state/keys")
    String hostKey() default "";

    @AttributeDefinition(description = "Connections of renters that one device may have open at once")
    int connectionsPerDevice() default 128;

    @AttributeDefinition(description = "Connections that have not signed in yet, altogether")
    int handshakes() default 256;

    @AttributeDefinition(
            description = "Connections that have not signed in yet, from one address; of IPv6: from one /64")
    int handshakesPerAddress() default 64;

    @AttributeDefinition(
            description =
                    "How long open connections may go on when the tunnel server is replaced or set up anew, in seconds")
    int drainSeconds() default 600;

    @AttributeDefinition(description = "How long it is kept what devices' connections carried by the hour, in days")
    int trafficDays() default 400;
}

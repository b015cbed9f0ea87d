package org.p2pvps.tunnel.meter;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Who may use how much, {@code etc/org.p2pvps.tunnel.limits.cfg}. */
@ObjectClassDefinition(name = "P2P VPS tunnel limits")
public @interface TrafficLimitsConfig {
    /** The PID these settings are found under: not the tunnel server's, which a change would replace. */
    String PID = "org.p2pvps.tunnel.limits";

    @AttributeDefinition(description = "Renters' connections that one device may have open at once")
    int deviceConnections() default 128;

    @AttributeDefinition(description = "New connections to one device a minute; 0: no limit")
    int deviceConnectionsPerMinute() default 1200;

    @AttributeDefinition(description = "KiB/s from all renters to one device; 0: no limit")
    long deviceKibIn() default 0;

    @AttributeDefinition(description = "KiB/s from one device to all its renters; 0: no limit")
    long deviceKibOut() default 0;

    @AttributeDefinition(description = "Devices with limits of their own: ID CONNECTIONS PER_MINUTE KIB_IN KIB_OUT")
    String[] deviceExceptions() default {};

    @AttributeDefinition(description = "Connections that one person may have open by way of the jump host")
    int renterConnections() default 128;

    @AttributeDefinition(description = "New connections a minute by way of the jump host; 0: no limit")
    int renterConnectionsPerMinute() default 600;

    @AttributeDefinition(description = "KiB/s from one person by way of the jump host; 0: no limit")
    long renterKibIn() default 0;

    @AttributeDefinition(description = "KiB/s to one person by way of the jump host; 0: no limit")
    long renterKibOut() default 0;
}

package org.p2pvps.registration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.p2pvps.registration.cfg}. */
@ObjectClassDefinition(name = "P2P VPS registration")
@interface RegistrationConfig {
    /** The configuration's PID. */
    String PID = "org.p2pvps.registration";

    @AttributeDefinition(
            description = "Folder of the container images, p2pvps-ARCHITECTURE.tar.gz with .sha256 beside it")
    String images() default "images";

    @AttributeDefinition(description = "The server's address in device.json; empty: as the owner's browser calls it")
    String publicUrl() default "";

    @AttributeDefinition(description = "Devices an owner may have: each takes an SSH port of the server's")
    int devicesPerOwner() default 100;

    @AttributeDefinition(description = "The share of a device's processors a container may use, in percent")
    int cpuPercent() default 100;

    @AttributeDefinition(description = "The share of a device's memory a container may use, in percent")
    int memoryPercent() default 75;

    @AttributeDefinition(description = "Processes and threads a container may have")
    int pids() default 1024;
}

package org.p2pvps.agent;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.p2pvps.agent.cfg}. Relative paths begin at the agent's own folder. */
@ObjectClassDefinition(name = "P2P VPS agent")
public @interface AgentConfig {
    /** The configuration's PID. */
    String PID = "org.p2pvps.agent";

    @AttributeDefinition(description = "The file that the site gave the device's owner")
    String deviceFile() default "device.json";

    @AttributeDefinition(description = "Where the agent keeps what it must not forget; nobody else may enter it")
    String stateDirectory() default "state";

    @AttributeDefinition(description = "The container engine's socket")
    String dockerHost() default "unix:///var/run/docker.sock";

    @AttributeDefinition(
            description = "A registry to look for the container image before the server is asked; may be empty")
    String registry() default "";
}

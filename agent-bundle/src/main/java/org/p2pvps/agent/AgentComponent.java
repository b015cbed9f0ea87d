package org.p2pvps.agent;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.agent.governor.Agent;
import org.p2pvps.agent.governor.AgentSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the agent with its bundle, and stops it; the tenant's container runs on. */
@Component(
        service = {},
        immediate = true,
        configurationPid = AgentConfig.PID)
@Designate(ocd = AgentConfig.class)
public final class AgentComponent {
    private static final Logger LOG = LoggerFactory.getLogger(AgentComponent.class);

    private final Agent agent;

    @Activate
    public AgentComponent(AgentConfig config, BundleContext context) throws IOException {
        AgentSettings settings =
                settings(config, context.getBundle().getVersion().toString());
        this.agent = start(settings);
    }

    @Deactivate
    void stop() {
        agent.close();
    }

    private static Agent start(AgentSettings settings) throws IOException {
        try {
            return Agent.start(settings);
        } catch (IOException e) {
            LOG.error(
                    "The state folder {} can't be used ({}). Make it the agent's user's own and restart the agent.",
                    settings.stateFolder(),
                    e.getMessage());
            throw e;
        }
    }

    private static AgentSettings settings(AgentConfig config, String version) {
        Path home = Path.of(System.getProperty("karaf.base", "."));
        return new AgentSettings(
                home.resolve(config.deviceFile()),
                home.resolve(config.stateDirectory()),
                config.dockerHost(),
                config.registry(),
                version);
    }
}

package org.p2pvps.tunnel.command;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.api.tunnel.Tunnels;

/** {@code vps:tunnel-kill}. */
@Service
@Command(scope = "vps", name = "tunnel-kill", description = "Cuts a device's tunnels; its agent comes back by itself")
public final class TunnelKillCommand implements Action {
    @Argument(name = "device", description = "The device's id", required = true)
    @Completion(OpenTunnelCompleter.class)
    private String device;

    @Reference
    private Tunnels tunnels;

    @Override
    public Object execute() {
        UUID id = UUID.fromString(device);
        System.out.println(tunnels.close(id) ? "The tunnel is cut." : "This device has no tunnel.");
        return null;
    }
}

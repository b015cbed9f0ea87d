package org.p2pvps.tunnel.command;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.tunnel.Tunnels;

/** Offers the ids of devices whose tunnel is open or draining. */
@Service
public final class OpenTunnelCompleter implements Completer {
    @Reference
    private Tunnels tunnels;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        StringsCompleter ids = new StringsCompleter();
        Stream.concat(tunnels.open().stream(), tunnels.draining().stream())
                .forEach(tunnel -> ids.getStrings().add(tunnel.deviceId().toString()));
        return ids.complete(session, line, candidates);
    }
}

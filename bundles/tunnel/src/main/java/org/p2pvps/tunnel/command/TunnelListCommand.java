package org.p2pvps.tunnel.command;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.tunnel.Refusal;
import org.p2pvps.tunnel.RefusalCounts;
import org.p2pvps.tunnel.TunnelState;

/** {@code vps:tunnel-list}. */
@Service
@Command(scope = "vps", name = "tunnel-list", description = "Lists the tunnels, and what was refused")
public final class TunnelListCommand implements Action {
    @Reference
    private Tunnels tunnels;

    @Reference
    private RefusalCounts refusals;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Device");
        table.column("State");
        table.column("Generation").alignRight();
        table.column("Port").alignRight();
        table.column("From");
        table.column("Since");
        table.column("Sessions").alignRight();
        table.column("Bytes in").alignRight();
        table.column("Bytes out").alignRight();
        tunnels.open().forEach(tunnel -> add(table, tunnel, TunnelState.OPEN));
        tunnels.draining().forEach(tunnel -> add(table, tunnel, TunnelState.DRAINING));
        table.emptyTableText("No tunnel is open.").print(System.out);
        System.out.println("Refused since start: " + refused());
        return null;
    }

    private static void add(ShellTable table, OpenTunnel tunnel, TunnelState state) {
        table.addRow()
                .addContent(
                        tunnel.deviceId(),
                        state,
                        tunnel.generation(),
                        tunnel.port(),
                        tunnel.from(),
                        tunnel.since(),
                        tunnel.sessions(),
                        tunnel.bytesIn(),
                        tunnel.bytesOut());
    }

    private String refused() {
        String counts = Arrays.stream(Refusal.values())
                .filter(refusal -> refusals.refused(refusal) > 0)
                .map(refusal -> refusal.code() + " " + refusals.refused(refusal))
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "nothing" : counts;
    }
}

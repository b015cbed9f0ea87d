package org.p2pvps.localtunnel.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.tunnel.WebGateway;

/** {@code vps:site-list}. */
@Service
@Command(scope = "vps", name = "site-list", description = "Lists the sites that the gateway serves")
public final class SiteListCommand implements Action {
    @Reference
    private WebGateway gateway;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Address");
        table.column("Device");
        table.column("Connections").alignRight();
        gateway.open().forEach(site -> table.addRow()
                .addContent(
                        gateway.urlOf(site.subdomain()),
                        site.deviceId() == null ? "guest" : site.deviceId(),
                        site.connections()));
        table.emptyTableText("No site is served.").print(System.out);
        return null;
    }
}

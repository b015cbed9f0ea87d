package org.p2pvps.rental.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.uptime.Outage;
import org.p2pvps.api.uptime.OutageStore;

/** {@code vps:uptime-show}. */
@Service
@Command(scope = "vps", name = "uptime-show", description = "Shows a device's outages")
public final class UptimeShowCommand implements Action {
    @Argument(required = true, description = "The device's id")
    @Completion(DeviceIdCompleter.class)
    private String device;

    @Option(name = "-d", aliases = "--days", description = "Of how many days")
    private int days = 30;

    @Reference
    private OutageStore outages;

    @Override
    public Object execute() {
        Instant now = Clock.systemUTC().instant();
        ShellTable table = new ShellTable();
        table.column("From");
        table.column("Until");
        table.column("Lasted").alignRight();
        table.column("Cause");
        outages.between(UUID.fromString(device), now.minus(Duration.ofDays(days)), now)
                .forEach(outage -> addRow(table, outage, now));
        table.emptyTableText("It was never away.").print(System.out);
        return null;
    }

    private static void addRow(ShellTable table, Outage outage, Instant now) {
        Duration lasted = Duration.ofSeconds(outage.span(now).seconds());
        table.addRow()
                .addContent(
                        outage.from(),
                        outage.isAway() ? "away" : outage.span(now).until(),
                        lasted,
                        outage.cause());
    }
}

package org.p2pvps.tunnel.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.traffic.TrafficStore;

/** {@code vps:traffic-list}. */
@Service
@Command(
        scope = "vps",
        name = "traffic-list",
        description = "Lists what devices' connections carried, the busiest first")
public final class TrafficListCommand implements Action {
    @Option(name = "--hours", description = "So many hours back from now")
    private int hours = 24;

    @Reference
    private TrafficStore traffic;

    @Override
    public Object execute() {
        Instant to = Clock.systemUTC().instant();
        Instant from = to.minus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.HOURS);
        ShellTable table = new ShellTable();
        table.column("Device");
        table.column("Way");
        table.column("Bytes in").alignRight();
        table.column("Bytes out").alignRight();
        traffic.totals(from, to).forEach(total -> table.addRow()
                .addContent(total.deviceId(), total.kind(), total.bytesIn(), total.bytesOut()));
        table.emptyTableText("Nothing was carried.").print(System.out);
        System.out.println("Since " + from + ", as far as it was written: within half a minute.");
        return null;
    }
}

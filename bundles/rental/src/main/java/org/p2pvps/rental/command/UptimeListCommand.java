package org.p2pvps.rental.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.uptime.Uptime;
import org.p2pvps.api.uptime.UptimeRecord;
import org.p2pvps.rental.uptime.Watch;

/** {@code vps:uptime-list}. */
@Service
@Command(scope = "vps", name = "uptime-list", description = "Lists how much of the last days devices could be reached")
public final class UptimeListCommand implements Action {
    @Option(name = "-d", aliases = "--days", description = "Of how many days")
    private int days = 30;

    @Reference
    private DeviceStore devices;

    @Reference
    private UptimeRecord record;

    @Reference
    private Watch watch;

    @Override
    public Object execute() {
        Instant now = Clock.systemUTC().instant();
        ShellTable table = new ShellTable();
        table.column("Device");
        table.column("Name");
        table.column("State");
        table.column("Now");
        table.column("Uptime %").alignRight();
        table.column("Outages").alignRight();
        table.column("Away").alignRight();
        table.column("Server away").alignRight();
        devices.all().stream()
                .filter(device -> device.state() != DeviceState.RETIRED && device.state() != DeviceState.NEW)
                .forEach(device -> addRow(table, device, now));
        table.emptyTableText("No device has registered yet.").print(System.out);
        return null;
    }

    private void addRow(ShellTable table, Device device, Instant now) {
        Instant earliest = now.minus(Duration.ofDays(days));
        Instant from = device.createdAt().isAfter(earliest) ? device.createdAt() : earliest;
        Uptime uptime = record.uptime(device.id(), from, now);
        table.addRow()
                .addContent(
                        device.id(),
                        device.name(),
                        device.state(),
                        watch.isOffline(device.id()) ? "offline" : "",
                        String.format(Locale.ROOT, "%.3f", uptime.percent()),
                        uptime.outages(),
                        Duration.ofSeconds(uptime.downSeconds()),
                        Duration.ofSeconds(uptime.serverDownSeconds()));
    }
}

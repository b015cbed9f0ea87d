package org.p2pvps.registration.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.Money;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;

/** {@code vps:device-list}. */
@Service
@Command(scope = "vps", name = "device-list", description = "Lists the devices of this server")
public final class DeviceListCommand implements Action {
    @Option(name = "-a", aliases = "--all", description = "Removed devices too")
    private boolean all;

    @Reference
    private DeviceStore devices;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Id");
        table.column("Name");
        table.column("State");
        table.column("Generation").alignRight();
        table.column("Per hour").alignRight();
        table.column("Hours").alignRight();
        table.column("Hardware");
        table.column("Last seen");
        table.column("Trouble");
        devices.all().stream()
                .filter(device -> all || device.state() != DeviceState.RETIRED)
                .forEach(device -> addRow(table, device));
        table.emptyTableText("No devices yet. Owners add them on the site.").print(System.out);
        return null;
    }

    private static void addRow(ShellTable table, Device device) {
        Money rate = device.hourlyRate();
        table.addRow()
                .addContent(
                        device.id(),
                        device.name(),
                        device.state(),
                        device.generation(),
                        rate.amount() + " " + rate.currency(),
                        device.term().shortestHours() + " to " + device.term().longestHours(),
                        hardware(device),
                        device.lastSeenAt() == null ? "never" : device.lastSeenAt(),
                        device.trouble());
    }

    private static String hardware(Device device) {
        if (device.hardware() == null) {
            return "unknown";
        }
        return device.hardware().architecture() + ", " + device.hardware().cpus() + " CPU, "
                + device.hardware().memoryMib() + " MiB";
    }
}

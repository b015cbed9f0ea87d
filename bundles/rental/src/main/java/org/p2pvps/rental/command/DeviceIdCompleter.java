package org.p2pvps.rental.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.device.DeviceStore;

/** Completes ids of devices. */
@Service
public final class DeviceIdCompleter implements Completer {
    @Reference
    private DeviceStore devices;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        List<String> ids =
                devices.all().stream().map(device -> device.id().toString()).toList();
        return new StringsCompleter(ids).complete(session, commandLine, candidates);
    }
}

package org.p2pvps.registration.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.device.DeviceStore;

/** Completes device ids. */
@Service
public final class DeviceIdCompleter implements Completer {
    @Reference
    private DeviceStore devices;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        StringsCompleter ids = new StringsCompleter();
        devices.all().forEach(device -> ids.getStrings().add(device.id().toString()));
        return ids.complete(session, commandLine, candidates);
    }
}

package org.p2pvps.registration.command;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.registration.Devices;

/** {@code vps:device-remove}. */
@Service
@Command(
        scope = "vps",
        name = "device-remove",
        description = "Takes a device off the server; its agent destroys the container")
public final class DeviceRemoveCommand implements Action {
    @Argument(name = "device", description = "The device's id", required = true)
    @Completion(DeviceIdCompleter.class)
    private String id;

    @Reference
    private Devices devices;

    @Override
    public Object execute() {
        return "Removed: " + devices.retire(UUID.fromString(id)).name();
    }
}

package org.p2pvps.rental.command;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Rentals;

/** {@code vps:rental-end}. */
@Service
@Command(scope = "vps", name = "rental-end", description = "Ends a rental now: access is cut and the device is wiped")
public final class RentalEndCommand implements Action {
    @Argument(name = "rental", description = "The rental's id", required = true)
    @Completion(RentalIdCompleter.class)
    private String id;

    @Reference
    private Rentals rentals;

    @Override
    public Object execute() {
        return "Ended at " + rentals.end(UUID.fromString(id), EndReason.ADMIN).endedAt();
    }
}

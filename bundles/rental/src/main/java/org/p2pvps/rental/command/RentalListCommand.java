package org.p2pvps.rental.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;

/** {@code vps:rental-list}. */
@Service
@Command(scope = "vps", name = "rental-list", description = "Lists the rentals that run")
public final class RentalListCommand implements Action {
    @Option(name = "-a", aliases = "--all", description = "Rentals that ended too")
    private boolean all;

    @Reference
    private RentalStore rentals;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Id");
        table.column("Device");
        table.column("Generation").alignRight();
        table.column("State");
        table.column("From");
        table.column("Agreed end");
        table.column("Renewed by").alignRight();
        table.column("Ended");
        table.column("Why");
        rentals.all().stream()
                .filter(rental -> all || rental.state() == RentalState.ACTIVE)
                .forEach(rental -> addRow(table, rental));
        table.emptyTableText("No rental is running.").print(System.out);
        return null;
    }

    private static void addRow(ShellTable table, Rental rental) {
        table.addRow()
                .addContent(
                        rental.id(),
                        rental.deviceId(),
                        rental.generation(),
                        rental.state(),
                        rental.startedAt(),
                        rental.endsAt(),
                        rental.renewalHours() == 0 ? "" : rental.renewalHours() + " h",
                        rental.endedAt() == null ? "" : rental.endedAt(),
                        rental.endReason() == null ? "" : rental.endReason());
    }
}

package org.p2pvps.rental.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.market.ListingStore;

/** {@code vps:listing-list}. */
@Service
@Command(scope = "vps", name = "listing-list", description = "Lists what can be rented now, on every market")
public final class ListingListCommand implements Action {
    @Reference
    private ListingStore listings;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Device");
        table.column("Generation").alignRight();
        table.column("Market");
        table.column("Reference");
        table.column("Since");
        listings.listed().forEach(listing -> table.addRow()
                .addContent(
                        listing.deviceId(),
                        listing.generation(),
                        listing.market(),
                        listing.reference(),
                        listing.createdAt()));
        table.emptyTableText("Nothing is listed. See vps:device-list for what keeps devices from being ready.")
                .print(System.out);
        return null;
    }
}

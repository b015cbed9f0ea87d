package org.p2pvps.rental.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.MarketStatus;

/** {@code vps:market-list}. */
@Service
@Command(
        scope = "vps",
        name = "market-list",
        description = "Lists the markets, whether they can sell, and what is wrong")
public final class MarketListCommand implements Action {
    @Reference
    private List<Market> markets;

    @Reference
    private ListingStore listings;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Market");
        table.column("State");
        table.column("Listings").alignRight();
        table.column("Detail");
        for (Market market : markets) {
            MarketStatus status = market.status();
            long listed = listings.listed().stream()
                    .filter(listing -> listing.market().equals(market.name()))
                    .count();
            table.addRow().addContent(market.name(), status.up() ? "up" : "DOWN", listed, status.detail());
        }
        table.emptyTableText("No market is installed.").print(System.out);
        return null;
    }
}

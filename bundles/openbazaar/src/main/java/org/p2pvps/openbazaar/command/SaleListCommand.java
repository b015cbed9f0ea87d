package org.p2pvps.openbazaar.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.openbazaar.OpenBazaar;

/** {@code vps:openbazaar-order-list}. */
@Service
@Command(scope = "vps", name = "openbazaar-order-list", description = "Lists the orders of the OpenBazaar store")
public final class SaleListCommand implements Action {
    @Option(name = "-a", aliases = "--all", description = "Those that are over too")
    private boolean all;

    @Reference
    private OpenBazaar market;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Order");
        table.column("Listing");
        table.column("Daemon says");
        table.column("Progress");
        table.column("Total").alignRight();
        table.column("Changed");
        table.column("Fault");
        market.sales().stream()
                .filter(sale -> all || sale.progress() != SaleProgress.CLOSED)
                .forEach(sale -> table.addRow()
                        .addContent(
                                sale.orderId(),
                                sale.slug(),
                                sale.daemonState(),
                                sale.progress(),
                                sale.total() + " " + sale.coin(),
                                sale.changedAt(),
                                sale.fault()));
        table.emptyTableText("No orders.").print(System.out);
        return null;
    }
}

package org.p2pvps.openbazaar.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.openbazaar.TrackedSale;
import org.p2pvps.openbazaar.OpenBazaar;

/** {@code vps:openbazaar-order-chat}. */
@Service
@Command(scope = "vps", name = "openbazaar-order-chat", description = "Shows what was said about an OpenBazaar order")
public final class SaleChatCommand implements Action {
    @Argument(name = "order", description = "The store's id of the order", required = true)
    @Completion(SaleCompleter.class)
    private String orderId;

    @Reference
    private OpenBazaar market;

    @Override
    public Object execute() {
        TrackedSale sale = market.sales().stream()
                .filter(found -> found.orderId().equals(orderId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such order."));
        ShellTable table = new ShellTable();
        table.column("At");
        table.column("Who");
        table.column("Says");
        market.chat(sale).forEach(line -> table.addRow()
                .addContent(
                        line.at(),
                        line.outgoing() ? "store" : "buyer",
                        line.text().replaceAll("\\p{Cntrl}", " ")));
        table.emptyTableText("Nothing was said.").print(System.out);
        return null;
    }
}

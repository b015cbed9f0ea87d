package org.p2pvps.rental.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.rental.OrderStore;

/** {@code vps:order-list}. */
@Service
@Command(scope = "vps", name = "order-list", description = "Lists the orders")
public final class OrderListCommand implements Action {
    @Reference
    private OrderStore orders;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Id");
        table.column("Reference");
        table.column("State");
        table.column("Market");
        table.column("Hours").alignRight();
        table.column("Total").alignRight();
        table.column("Device");
        table.column("Pay by");
        orders.all().forEach(order -> table.addRow()
                .addContent(
                        order.id(),
                        order.reference(),
                        order.state(),
                        order.market(),
                        order.hours(),
                        order.total().amount() + " " + order.total().currency(),
                        order.deviceId(),
                        order.payBy()));
        table.emptyTableText("No orders yet.").print(System.out);
        return null;
    }
}

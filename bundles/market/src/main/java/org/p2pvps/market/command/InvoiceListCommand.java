package org.p2pvps.market.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.market.Invoices;

/** {@code vps:invoice-list}. */
@Service
@Command(scope = "vps", name = "invoice-list", description = "Lists the invoices of the direct market")
public final class InvoiceListCommand implements Action {
    @Reference
    private Invoices invoices;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Order");
        table.column("Reference");
        table.column("State");
        table.column("Total").alignRight();
        table.column("Paid").alignRight();
        table.column("To refund").alignRight();
        table.column("Device");
        table.column("Pay by");
        invoices.all().forEach(invoice -> table.addRow()
                .addContent(
                        invoice.orderId(),
                        invoice.reference(),
                        invoice.state(),
                        invoice.total().amount() + " " + invoice.total().currency(),
                        invoice.paid().amount(),
                        invoice.toRefund().amount(),
                        invoice.deviceName(),
                        invoice.payBy()));
        table.emptyTableText("No invoices yet.").print(System.out);
        return null;
    }
}

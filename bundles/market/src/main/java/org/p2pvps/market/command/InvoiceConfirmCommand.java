package org.p2pvps.market.command;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.market.Invoice;
import org.p2pvps.market.Invoices;

/** {@code vps:invoice-confirm}. */
@Service
@Command(
        scope = "vps",
        name = "invoice-confirm",
        description = "Confirms that an invoice was paid in full; the rental starts")
public final class InvoiceConfirmCommand implements Action {
    @Argument(name = "order", description = "The order's id", required = true)
    @Completion(InvoiceCompleter.class)
    private String orderId;

    @Reference
    private Invoices invoices;

    @Override
    public Object execute() {
        UUID id = UUID.fromString(orderId);
        Invoice invoice = invoices.confirm(id, invoices.find(id).total());
        return invoice.reference() + " is now " + invoice.state();
    }
}

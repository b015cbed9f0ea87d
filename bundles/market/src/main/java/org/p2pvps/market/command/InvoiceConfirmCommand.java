package org.p2pvps.market.command;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.api.Money;
import org.p2pvps.market.Invoice;
import org.p2pvps.market.Invoices;

/** {@code vps:invoice-confirm}. */
@Service
@Command(
        scope = "vps",
        name = "invoice-confirm",
        description = "Confirms a payment; the rental starts once all is paid")
public final class InvoiceConfirmCommand implements Action {
    @Argument(name = "order", description = "The order's id", required = true)
    @Completion(InvoiceCompleter.class)
    private String orderId;

    @Option(name = "--amount", description = "What arrived, in minor units; the whole total if left out")
    private Long amount;

    @Option(name = "--reference", description = "What names the payment, so that it counts once; for partial payments")
    private String reference;

    @Reference
    private Invoices invoices;

    @Override
    public Object execute() {
        UUID id = UUID.fromString(orderId);
        Money total = invoices.find(id).total();
        Money arrived = amount == null ? total : total.of(amount);
        Invoice invoice = invoices.confirm(id, reference, arrived);
        return invoice.reference() + " is now " + invoice.state();
    }
}

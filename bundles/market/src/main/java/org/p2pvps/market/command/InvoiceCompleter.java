package org.p2pvps.market.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.market.Invoices;

/** Completes the orders of invoices that wait for their payment. */
@Service
public final class InvoiceCompleter implements Completer {
    @Reference
    private Invoices invoices;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        StringsCompleter ids = new StringsCompleter();
        invoices.all().stream()
                .filter(invoice -> invoice.state() == OrderState.AWAITING_PAYMENT)
                .forEach(invoice -> ids.getStrings().add(invoice.orderId().toString()));
        return ids.complete(session, commandLine, candidates);
    }
}

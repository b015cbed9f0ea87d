package org.p2pvps.openbazaar.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.openbazaar.OpenBazaar;

/** Completes the store's orders. */
@Service
public final class SaleCompleter implements Completer {
    @Reference
    private OpenBazaar market;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        StringsCompleter ids = new StringsCompleter();
        market.sales().forEach(sale -> ids.getStrings().add(sale.orderId()));
        return ids.complete(session, commandLine, candidates);
    }
}

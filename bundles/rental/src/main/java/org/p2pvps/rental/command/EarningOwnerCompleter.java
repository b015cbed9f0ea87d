package org.p2pvps.rental.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.ledger.AccountKind;
import org.p2pvps.api.ledger.LedgerStore;

/** Completes the accounts of owners who have earnings. */
@Service
public final class EarningOwnerCompleter implements Completer {
    @Reference
    private LedgerStore ledger;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        StringsCompleter ids = new StringsCompleter();
        ledger.balances().stream()
                .filter(balance -> balance.account().kind() == AccountKind.EARNINGS && balance.amount() > 0)
                .forEach(balance -> ids.getStrings().add(balance.account().subject()));
        return ids.complete(session, commandLine, candidates);
    }
}

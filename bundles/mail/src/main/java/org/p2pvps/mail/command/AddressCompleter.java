package org.p2pvps.mail.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;

/** Completes e-mail addresses of accounts. */
@Service
public final class AddressCompleter implements Completer {
    @Reference
    private AccountStore accounts;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        List<String> emails = accounts.all().stream().map(Account::email).toList();
        return new StringsCompleter(emails).complete(session, commandLine, candidates);
    }
}

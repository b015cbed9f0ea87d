package org.p2pvps.accounts.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.accounts.AccountKeys;
import org.p2pvps.accounts.Accounts;

/** {@code vps:account-key-list}. */
@Service
@Command(scope = "vps", name = "account-key-list", description = "Lists an account's SSH keys")
public final class AccountKeyListCommand implements Action {
    @Argument(name = "email", description = "The account's e-mail address", required = true)
    @Completion(EmailCompleter.class)
    private String email;

    @Reference
    private Accounts accounts;

    @Reference
    private AccountKeys keys;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Id");
        table.column("Name");
        table.column("Type");
        table.column("Fingerprint");
        table.column("Since");
        keys.of(accounts.byEmail(email).id()).forEach(key -> table.addRow()
                .addContent(key.id(), key.name(), key.key().type(), key.fingerprint(), key.createdAt()));
        table.emptyTableText("This account has no SSH keys.").print(System.out);
        return null;
    }
}

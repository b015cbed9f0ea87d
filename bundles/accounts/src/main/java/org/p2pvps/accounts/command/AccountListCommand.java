package org.p2pvps.accounts.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;

/** {@code vps:account-list}. */
@Service
@Command(scope = "vps", name = "account-list", description = "Lists the accounts")
public final class AccountListCommand implements Action {
    @Reference
    private AccountStore accounts;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Id");
        table.column("E-mail");
        table.column("Name");
        table.column("Roles");
        table.column("Since");
        accounts.all().forEach(account -> addRow(table, account));
        table.emptyTableText("There are no accounts.").print(System.out);
        return null;
    }

    private static void addRow(ShellTable table, Account account) {
        table.addRow()
                .addContent(
                        account.id(),
                        account.email(),
                        account.name(),
                        account.roles().stream().sorted().toList(),
                        account.createdAt());
    }
}

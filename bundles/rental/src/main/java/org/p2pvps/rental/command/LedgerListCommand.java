package org.p2pvps.rental.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.ledger.Balance;
import org.p2pvps.api.ledger.LedgerStore;
import org.p2pvps.api.ledger.Transfer;

/** {@code vps:ledger-list}. */
@Service
@Command(scope = "vps", name = "ledger-list", description = "Lists the ledger's balances, or its newest transfers")
public final class LedgerListCommand implements Action {
    @Option(name = "-t", aliases = "--transfers", description = "The newest transfers, as many as said")
    private int transfers;

    @Option(name = "-a", aliases = "--all", description = "Accounts with nothing in them too")
    private boolean all;

    @Reference
    private LedgerStore ledger;

    @Override
    public Object execute() {
        ShellTable table = transfers > 0 ? transfers() : balances();
        table.emptyTableText("Nothing yet.").print(System.out);
        long unbalanced = ledger.unbalanced();
        return unbalanced == 0 ? null : "Accounts that differ from their transfers: " + unbalanced;
    }

    private ShellTable balances() {
        ShellTable table = new ShellTable();
        table.column("Account");
        table.column("Of");
        table.column("Amount").alignRight();
        table.column("Currency");
        for (Balance balance : ledger.balances()) {
            if (all || balance.amount() != 0) {
                table.addRow()
                        .addContent(
                                balance.account().kind(),
                                balance.account().subject(),
                                balance.amount(),
                                balance.account().currency());
            }
        }
        return table;
    }

    private ShellTable transfers() {
        ShellTable table = new ShellTable();
        table.column("At");
        table.column("Entry");
        table.column("From");
        table.column("To");
        table.column("Amount").alignRight();
        table.column("Currency");
        for (Transfer line : ledger.newest(transfers)) {
            table.addRow()
                    .addContent(
                            line.postedAt(),
                            line.entry(),
                            line.credit().kind(),
                            line.debit().kind(),
                            line.amount().amount(),
                            line.amount().currency());
        }
        return table;
    }
}

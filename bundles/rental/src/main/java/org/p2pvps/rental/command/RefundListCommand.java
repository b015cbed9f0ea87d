package org.p2pvps.rental.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundStore;

/** {@code vps:refund-list}. */
@Service
@Command(
        scope = "vps",
        name = "refund-list",
        description = "Lists the refunds that are open, those to be paid by hand too")
public final class RefundListCommand implements Action {
    @Option(name = "-a", aliases = "--all", description = "Refunds that were paid or replaced too")
    private boolean all;

    @Reference
    private RefundStore refunds;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Order");
        table.column("State");
        table.column("Amount").alignRight();
        table.column("Reason");
        table.column("Since");
        table.column("Note");
        refunds.all().stream()
                .filter(refund -> all || refund.state().isOpen())
                .forEach(refund -> addRow(table, refund));
        table.emptyTableText("Nothing is to be paid back.").print(System.out);
        return null;
    }

    private static void addRow(ShellTable table, Refund refund) {
        table.addRow()
                .addContent(
                        refund.orderId(),
                        refund.state(),
                        refund.amount().amount() + " " + refund.amount().currency(),
                        refund.reason(),
                        refund.createdAt(),
                        refund.note());
    }
}

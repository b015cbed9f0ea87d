package org.p2pvps.rental.command;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.api.Money;
import org.p2pvps.rental.Payouts;

/** {@code vps:payout-record}. */
@Service
@Command(scope = "vps", name = "payout-record", description = "Records that an owner was paid; it counts once")
public final class PayoutRecordCommand implements Action {
    @Argument(index = 0, name = "owner", description = "The owner's account", required = true)
    @Completion(EarningOwnerCompleter.class)
    private String owner;

    @Argument(index = 1, name = "amount", description = "In minor units", required = true)
    private long amount;

    @Argument(index = 2, name = "currency", description = "As in EUR", required = true)
    private String currency;

    @Argument(index = 3, name = "reference", description = "What names the payment", required = true)
    private String reference;

    @Option(name = "--market", description = "Whose money it was")
    private String market = "direct";

    @Reference
    private Payouts payouts;

    @Override
    public Object execute() {
        Money left = payouts.record(UUID.fromString(owner), market, new Money(amount, currency), reference);
        return "Recorded; " + left.amount() + " " + left.currency() + " are left to pay";
    }
}

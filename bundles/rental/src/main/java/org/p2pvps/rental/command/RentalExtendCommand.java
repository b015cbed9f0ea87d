package org.p2pvps.rental.command;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rentals;

/** {@code vps:rental-extend}. */
@Service
@Command(
        scope = "vps",
        name = "rental-extend",
        description = "Orders more hours of a rental that runs, to be paid before its end")
public final class RentalExtendCommand implements Action {
    @Argument(index = 0, name = "rental", description = "The rental's id", required = true)
    @Completion(RentalIdCompleter.class)
    private String id;

    @Argument(index = 1, name = "hours", description = "How many more", required = true)
    private int hours;

    @Reference
    private Rentals rentals;

    @Override
    public Object execute() {
        Order order = rentals.extend(UUID.fromString(id), hours);
        return order.reference() + " over " + order.total().amount() + " "
                + order.total().currency() + " is " + order.state() + ", to be paid by " + order.payBy();
    }
}

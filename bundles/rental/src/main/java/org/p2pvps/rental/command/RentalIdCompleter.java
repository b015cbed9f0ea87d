package org.p2pvps.rental.command;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;

/** Completes the ids of rentals that run. */
@Service
public final class RentalIdCompleter implements Completer {
    @Reference
    private RentalStore rentals;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        StringsCompleter ids = new StringsCompleter();
        rentals.all().stream()
                .filter(rental -> rental.state() == RentalState.ACTIVE)
                .forEach(rental -> ids.getStrings().add(rental.id().toString()));
        return ids.complete(session, commandLine, candidates);
    }
}

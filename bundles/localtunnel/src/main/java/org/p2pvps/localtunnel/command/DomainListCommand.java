package org.p2pvps.localtunnel.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.site.CustomDomainStore;
import org.p2pvps.api.site.DomainState;

/** {@code vps:domain-list}. */
@Service
@Command(scope = "vps", name = "domain-list", description = "Lists renters' own domains")
public final class DomainListCommand implements Action {
    @Reference
    private CustomDomainStore domains;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Domain");
        table.column("Rental");
        table.column("State");
        table.column("Since");
        domains.all().stream()
                .filter(domain -> domain.state() != DomainState.REMOVED)
                .forEach(domain -> table.addRow()
                        .addContent(
                                domain.name(),
                                domain.rentalId(),
                                domain.state(),
                                domain.verifiedAt() == null ? domain.createdAt() : domain.verifiedAt()));
        table.emptyTableText("No renter named a domain.").print(System.out);
        return null;
    }
}

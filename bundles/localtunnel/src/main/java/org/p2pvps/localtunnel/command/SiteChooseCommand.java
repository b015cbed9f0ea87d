package org.p2pvps.localtunnel.command;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.site.SiteChoice;
import org.p2pvps.api.site.TlsMode;
import org.p2pvps.localtunnel.domain.SiteDesk;

/** {@code vps:site-choose}. */
@Service
@Command(scope = "vps", name = "site-choose", description = "Chooses where TLS sessions of a rental's site end")
public final class SiteChooseCommand implements Action {
    @Argument(index = 0, name = "rental", description = "The rental's id", required = true)
    private String rental;

    @Argument(index = 1, name = "tls", description = "TERMINATE or PASS_THROUGH", required = true)
    @Completion(
            value = StringsCompleter.class,
            values = {"TERMINATE", "PASS_THROUGH"})
    private TlsMode tls;

    @Option(name = "-r", aliases = "--redirect", description = "Send visitors without TLS to where it is")
    private boolean redirect;

    @Reference
    private SiteDesk desk;

    @Override
    public Object execute() {
        SiteChoice choice = desk.choose(new SiteChoice(UUID.fromString(rental), tls, redirect));
        return choice.tls() + (choice.redirect() ? ", with redirects" : "");
    }
}

package org.p2pvps.mail.command;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.mail.MailStore;

/** Completes ids of mails that failed or wait. */
@Service
public final class MailIdCompleter implements Completer {
    @Reference
    private MailStore outbox;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        List<String> ids = Stream.of(MailState.FAILED, MailState.WAITING)
                .flatMap(state -> outbox.byState(state).stream())
                .map(mail -> mail.id().toString())
                .toList();
        return new StringsCompleter(ids).complete(session, commandLine, candidates);
    }
}

package org.p2pvps.mail.command;

import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.mail.MailKind;

/** Completes kinds of mails that can be turned off. */
@Service
public final class KindCompleter implements Completer {
    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        List<String> kinds = Arrays.stream(MailKind.values())
                .filter(MailKind::optional)
                .map(MailKind::name)
                .toList();
        return new StringsCompleter(kinds).complete(session, commandLine, candidates);
    }
}

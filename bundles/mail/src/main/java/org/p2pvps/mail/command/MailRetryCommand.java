package org.p2pvps.mail.command;

import java.util.List;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.mail.Retry;

/** {@code vps:mail-retry}. */
@Service
@Command(scope = "vps", name = "mail-retry", description = "Tries mails again now: one, or all that failed")
public final class MailRetryCommand implements Action {
    @Argument(description = "The mail's id; without it, every mail that failed")
    @Completion(MailIdCompleter.class)
    private String id;

    @Reference
    private Retry retry;

    @Override
    public Object execute() {
        List<Mail> retried = id == null ? retry.retryFailed() : List.of(retry.retry(UUID.fromString(id)));
        System.out.println(retried.size() + " to be sent now; vps:mail-list shows what comes of it.");
        return null;
    }
}

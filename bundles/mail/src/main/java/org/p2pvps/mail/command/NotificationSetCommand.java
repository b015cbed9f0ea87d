package org.p2pvps.mail.command;

import java.util.Locale;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.mail.Choices;

/** {@code vps:notification-set}. */
@Service
@Command(scope = "vps", name = "notification-set", description = "Turns mails of a kind on or off for a person")
public final class NotificationSetCommand implements Action {
    @Argument(index = 0, required = true, description = "The account's e-mail address")
    @Completion(AddressCompleter.class)
    private String email;

    @Argument(index = 1, name = "kind", required = true, description = "The kind, as vps:notification-list shows it")
    @Completion(KindCompleter.class)
    private String kind;

    @Argument(index = 2, name = "choice", required = true, description = "on or off")
    @Completion(
            value = StringsCompleter.class,
            values = {"on", "off"})
    private String choice;

    @Reference
    private AccountStore accounts;

    @Reference
    private Choices choices;

    @Override
    public Object execute() {
        if (!choice.equals("on") && !choice.equals("off")) {
            throw new IllegalArgumentException("The choice is on or off.");
        }
        MailKind chosen = MailKind.valueOf(kind.toUpperCase(Locale.ROOT));
        choices.choose(accountId(), chosen, choice.equals("on"));
        return null;
    }

    private UUID accountId() {
        return accounts.byEmail(email)
                .orElseThrow(() -> new IllegalArgumentException("No account has this e-mail address."))
                .id();
    }
}

package org.p2pvps.mail.command;

import java.util.Set;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailPreferenceStore;

/** {@code vps:notification-list}. */
@Service
@Command(scope = "vps", name = "notification-list", description = "Lists which mails a person gets")
public final class NotificationListCommand implements Action {
    @Argument(required = true, description = "The account's e-mail address")
    @Completion(AddressCompleter.class)
    private String email;

    @Reference
    private AccountStore accounts;

    @Reference
    private MailPreferenceStore preferences;

    @Override
    public Object execute() {
        Set<MailKind> muted = preferences.muted(accountId());
        ShellTable table = new ShellTable();
        table.column("Kind");
        table.column("Sent");
        for (MailKind kind : MailKind.values()) {
            table.addRow().addContent(kind, sent(kind, muted));
        }
        table.print(System.out);
        return null;
    }

    private static String sent(MailKind kind, Set<MailKind> muted) {
        if (!kind.optional()) {
            return "always";
        }
        return muted.contains(kind) ? "off" : "on";
    }

    private UUID accountId() {
        return accounts.byEmail(email)
                .orElseThrow(() -> new IllegalArgumentException("No account has this e-mail address."))
                .id();
    }
}

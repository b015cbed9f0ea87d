package org.p2pvps.mail.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.mail.MailStore;

/** {@code vps:mail-list}. Texts are not shown: they hold credentials. */
@Service
@Command(scope = "vps", name = "mail-list", description = "Lists the mails that wait or failed")
public final class MailListCommand implements Action {
    @Option(name = "-a", aliases = "--all", description = "Mails that were sent or muted too")
    private boolean all;

    @Reference
    private MailStore outbox;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Id");
        table.column("To");
        table.column("Kind");
        table.column("Subject");
        table.column("Queued");
        table.column("State");
        table.column("Next attempt");
        table.column("Attempts").alignRight();
        table.column("Last error");
        outbox.all().stream().filter(mail -> all || isOpen(mail)).forEach(mail -> addRow(table, mail));
        table.emptyTableText("Nothing waits to be sent.").print(System.out);
        return null;
    }

    private static boolean isOpen(Mail mail) {
        return mail.state() == MailState.WAITING || mail.state() == MailState.FAILED;
    }

    private static void addRow(ShellTable table, Mail mail) {
        table.addRow()
                .addContent(
                        mail.id(),
                        mail.recipient(),
                        mail.kind(),
                        mail.subject(),
                        mail.createdAt(),
                        mail.state(),
                        mail.state() == MailState.WAITING ? mail.nextAttemptAt() : "",
                        mail.attempts(),
                        mail.lastError());
    }
}

package org.p2pvps.accounts.command;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.accounts.Accounts;
import org.p2pvps.accounts.Passwords;
import org.p2pvps.api.Secret;

/** {@code vps:account-password}. Ends the account's sessions and tokens. */
@Service
@Command(scope = "vps", name = "account-password", description = "Gives an account a new, generated password")
public final class AccountPasswordCommand implements Action {
    @Argument(name = "email", description = "The account's e-mail address", required = true)
    @Completion(EmailCompleter.class)
    private String email;

    @Reference
    private Accounts accounts;

    @Override
    public Object execute() {
        Secret password = Passwords.generate();
        accounts.setPassword(accounts.byEmail(email), password, null);
        System.out.println("Password: " + password.value());
        return null;
    }
}

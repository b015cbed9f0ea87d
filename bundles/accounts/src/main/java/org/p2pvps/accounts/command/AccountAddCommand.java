package org.p2pvps.accounts.command;

import java.util.EnumSet;
import java.util.Set;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.p2pvps.accounts.Accounts;
import org.p2pvps.accounts.Passwords;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Role;

/** {@code vps:account-add}. The password is made here and shown once. */
@Service
@Command(scope = "vps", name = "account-add", description = "Adds an account with a generated password")
public final class AccountAddCommand implements Action {
    @Argument(name = "email", description = "The e-mail address to sign in with", required = true)
    private String email;

    @Option(name = "-n", aliases = "--name", description = "The person's name (default: the e-mail address)")
    private String name;

    @Option(name = "-a", aliases = "--admin", description = "As an admin")
    private boolean admin;

    @Reference
    private Accounts accounts;

    @Override
    public Object execute() {
        Set<Role> roles = EnumSet.of(Role.OWNER, Role.RENTER);
        if (admin) {
            roles.add(Role.ADMIN);
        }
        Secret password = Passwords.generate();
        accounts.create(email, name == null ? email : name, password, roles);
        System.out.println("Password: " + password.value());
        return null;
    }
}

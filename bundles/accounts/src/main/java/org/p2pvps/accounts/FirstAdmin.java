package org.p2pvps.accounts;

import java.io.PrintStream;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.AccountStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the first admin, with a random password that is shown once and never logged. */
@Component(
        service = {},
        immediate = true,
        configurationPid = AccountsConfig.PID)
@Designate(ocd = AccountsConfig.class)
public final class FirstAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);

    @Activate
    public FirstAdmin(@Reference Accounts accounts, @Reference AccountStore store, AccountsConfig config) {
        this(accounts, store, config.adminEmail(), new FirstAdminFile(fileOf(config)), System.out);
    }

    FirstAdmin(Accounts accounts, AccountStore store, String email, FirstAdminFile file, PrintStream console) {
        if (!store.hasAdmin()) {
            create(accounts, email, file, console);
        }
    }

    /** The file comes first: should the server die in between, the next start does both again. */
    private static void create(Accounts accounts, String email, FirstAdminFile file, PrintStream console) {
        Secret password = Passwords.generate();
        file.write(email, password);
        try {
            if (accounts.createFirstAdmin(email, password).isPresent()) {
                console.printf(
                        "%nThe first admin signs in as %s with the password %s%n(also in %s)%n%n",
                        email, password.value(), file);
                LOG.info("The first admin, {}, was made; the password is in {}", email, file);
                return;
            }
        } catch (ProblemException e) {
            LOG.error("The first admin could not be made: {} Use vps:account-add --admin.", e.getMessage());
        }
        file.delete();
    }

    private static Path fileOf(AccountsConfig config) {
        return config.firstAdminFile().isBlank()
                ? Path.of(System.getProperty("karaf.base", "."), "state", "first-admin.txt")
                : Path.of(config.firstAdminFile());
    }
}

package org.p2pvps.accounts;

import java.time.Clock;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.protocol.ErrorCode;

/** Checks who people say they are. */
@Component(service = SignIn.class)
public final class SignIn {
    private final AccountStore accounts;
    private final PasswordHasher hasher;
    private final SignInThrottle throttle;

    @Activate
    public SignIn(@Reference AccountStore accounts, @Reference PasswordHasher hasher) {
        this(accounts, hasher, Clock.systemUTC());
    }

    SignIn(AccountStore accounts, PasswordHasher hasher, Clock clock) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.throttle = new SignInThrottle(clock);
    }

    /**
     * The account of a person who knows its password. The failure does not tell whether there is such an account, nor does
     * the time it takes.
     */
    Account verify(String writtenEmail, Secret password) {
        String email = EmailAddress.normal(writtenEmail);
        if (email.length() > EmailAddress.LONGEST) {
            // Nobody has it, and remembering thousands of these would take the heap.
            throw failed();
        }
        throttle.attempt(email);
        Account account = matching(email, password).orElseThrow(SignIn::failed);
        throttle.succeeded(email);
        return account;
    }

    private static ProblemException failed() {
        return new ProblemException(ErrorCode.SIGN_IN_FAILED, "The e-mail address or the password is wrong.");
    }

    private Optional<Account> matching(String email, Secret password) {
        if (password.value().length() > 2 * Passwords.LONGEST) {
            return Optional.empty();
        }
        Optional<Account> account = accounts.byEmail(email).filter(Account::canSignIn);
        if (account.isEmpty()) {
            hasher.matchNobody(password);
        }
        return account.filter(found -> hasher.matches(password, found.passwordHash()));
    }
}

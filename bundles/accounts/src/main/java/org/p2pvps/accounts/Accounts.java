package org.p2pvps.accounts;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.account.Role;
import org.p2pvps.protocol.ErrorCode;

/** Makes accounts and changes them. */
@Component(service = Accounts.class)
public final class Accounts {
    private static final int LONGEST_NAME = 100;

    private final AccountStore accounts;
    private final AccessTokenStore tokens;
    private final Transactions transactions;
    private final PasswordHasher hasher;
    private final Clock clock;

    @Activate
    public Accounts(
            @Reference AccountStore accounts,
            @Reference AccessTokenStore tokens,
            @Reference Transactions transactions,
            @Reference PasswordHasher hasher) {
        this(accounts, tokens, transactions, hasher, Clock.tickMillis(ZoneOffset.UTC));
    }

    Accounts(
            AccountStore accounts,
            AccessTokenStore tokens,
            Transactions transactions,
            PasswordHasher hasher,
            Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.transactions = transactions;
        this.hasher = hasher;
        this.clock = clock;
    }

    /**
     * Makes an account.
     *
     * @throws ProblemException with {@code email-taken} or {@code field-invalid}
     */
    public Account create(String writtenEmail, String writtenName, Secret password, Set<Role> roles) {
        EmailAddress email = EmailAddress.of(writtenEmail);
        String name = Invalid.line("name", writtenName, LONGEST_NAME);
        Passwords.check(password, email);
        if (accounts.byEmail(email.value()).isPresent()) {
            throw taken();
        }
        Account account =
                new Account(UUID.randomUUID(), email.value(), name, hasher.hash(password), roles, clock.instant());
        insert(account);
        return account;
    }

    /**
     * Makes the first admin, unless there is an admin.
     *
     * @return the account; empty if nothing was done
     */
    Optional<Account> createFirstAdmin(String email, Secret password) {
        Account admin = new Account(
                UUID.randomUUID(),
                EmailAddress.of(email).value(),
                "Admin",
                hasher.hash(password),
                Set.of(Role.ADMIN, Role.OWNER, Role.RENTER),
                clock.instant());
        return transactions.call(() -> {
            if (accounts.hasAdmin()) {
                return Optional.empty();
            }
            accounts.insert(admin);
            return Optional.of(admin);
        });
    }

    /** The account under an address, which must exist. */
    public Account byEmail(String email) {
        return accounts.byEmail(EmailAddress.normal(email))
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no account " + email + "."));
    }

    Account rename(UUID id, String writtenName) {
        String name = Invalid.line("name", writtenName, LONGEST_NAME);
        return accounts.update(id, account -> with(account, name, account.passwordHash()));
    }

    /** Sets a new password and ends what was signed in with the old one, but the token to keep (null keeps none). */
    public Account setPassword(Account account, Secret password, UUID keptToken) {
        Passwords.check(password, new EmailAddress(account.email()));
        String hash = hasher.hash(password);
        return transactions.call(() -> {
            tokens.deleteByAccount(account.id(), keptToken);
            return accounts.update(account.id(), current -> with(current, current.name(), hash));
        });
    }

    private void insert(Account account) {
        try {
            accounts.insert(account);
        } catch (ProblemException e) {
            throw e.code() == ErrorCode.CONFLICT ? taken() : e;
        }
    }

    private static ProblemException taken() {
        return new ProblemException(ErrorCode.EMAIL_TAKEN, "There is an account with this e-mail address already.");
    }

    private static Account with(Account account, String name, String passwordHash) {
        return new Account(account.id(), account.email(), name, passwordHash, account.roles(), account.createdAt());
    }
}

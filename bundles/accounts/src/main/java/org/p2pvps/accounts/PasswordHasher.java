package org.p2pvps.accounts;

import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.protocol.ErrorCode;

/**
 * Hashes passwords with Argon2id at OWASP's first choice of cost. A hash takes 19 MiB, so one is computed at a time and few
 * may wait: a flood of sign-ins costs neither the heap nor all the server's threads.
 */
@Component(service = PasswordHasher.class)
public final class PasswordHasher {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int MOST_WAITING = 16;

    /** Compared with when there is no account, so that the answer takes as long. Nothing hashes to it. */
    private static final Argon2Hash NOBODY =
            new Argon2Hash(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[32]);

    private final Semaphore turn = new Semaphore(1, true);
    private final SecureRandom random = new SecureRandom();

    /** A new hash of {@code password}, encoded. */
    public String hash(Secret password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return inTurn(() -> Argon2Hash.compute(Passwords.normal(password), salt, MEMORY_KIB, PASSES, LANES)
                .encoded());
    }

    /** Whether {@code password} is the one that was hashed. */
    public boolean matches(Secret password, String encoded) {
        Argon2Hash hash = Argon2Hash.parse(encoded);
        return inTurn(() -> hash.matches(Passwords.normal(password)));
    }

    /** Does the work of {@link #matches} for a person that does not exist. */
    public void matchNobody(Secret password) {
        inTurn(() -> NOBODY.matches(Passwords.normal(password)));
    }

    private <T> T inTurn(Supplier<T> work) {
        if (turn.getQueueLength() >= MOST_WAITING) {
            throw new ProblemException(
                    ErrorCode.RATE_LIMITED, "Too many people sign in at the moment. Try again soon.");
        }
        turn.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }
}

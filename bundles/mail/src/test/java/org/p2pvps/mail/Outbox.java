package org.p2pvps.mail;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailStore;

/** An outbox in memory. */
final class Outbox implements MailStore {
    private final Map<UUID, Mail> mails = new LinkedHashMap<>();

    @Override
    public void insert(Mail mail) {
        mails.put(mail.id(), mail);
    }

    @Override
    public Optional<Mail> find(UUID id) {
        return Optional.ofNullable(mails.get(id));
    }

    @Override
    public List<Mail> all() {
        return List.copyOf(mails.values());
    }

    @Override
    public Mail update(UUID id, UnaryOperator<Mail> change) {
        return mails.compute(id, (key, mail) -> change.apply(mail));
    }

    @Override
    public List<Mail> due(Instant now, int limit) {
        return mails.values().stream()
                .filter(mail -> mail.sentAt() == null && !mail.nextAttemptAt().isAfter(now))
                .limit(limit)
                .toList();
    }
}

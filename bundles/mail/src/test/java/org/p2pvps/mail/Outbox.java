package org.p2pvps.mail;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.protocol.ErrorCode;

/** An outbox in memory, whose database can be away. */
final class Outbox implements MailStore {
    private final Map<UUID, Mail> mails = new LinkedHashMap<>();
    private boolean readOnly;

    void readOnly(boolean is) {
        readOnly = is;
    }

    Mail only() {
        return all().get(0);
    }

    @Override
    public void insert(Mail mail) {
        mails.put(mail.id(), mail);
    }

    @Override
    public boolean post(Mail mail) {
        return mails.putIfAbsent(mail.id(), mail) == null;
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
        if (readOnly) {
            throw new ProblemException(ErrorCode.SERVICE_MISSING, "The database is away.");
        }
        return mails.compute(id, (key, mail) -> change.apply(mail));
    }

    @Override
    public List<Mail> due(Instant now, int limit) {
        return mails.values().stream()
                .filter(mail -> mail.state() == MailState.WAITING
                        && !mail.nextAttemptAt().isAfter(now))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Mail> byState(MailState state) {
        return mails.values().stream().filter(mail -> mail.state() == state).toList();
    }

    @Override
    public void forgetDone(Instant instant) {
        mails.values()
                .removeIf(mail -> mail.state() == MailState.SENT
                                && mail.sentAt().isBefore(instant)
                        || mail.state() == MailState.MUTED && mail.createdAt().isBefore(instant));
    }
}

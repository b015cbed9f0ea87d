package org.p2pvps.mail;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailPreferenceStore;

/** People's wishes, in memory. */
final class Wishes implements MailPreferenceStore {
    private final Map<UUID, Set<MailKind>> muted = new HashMap<>();

    @Override
    public Set<MailKind> muted(UUID accountId) {
        return muted.getOrDefault(accountId, Set.of());
    }

    @Override
    public void mute(UUID accountId, MailKind kind, boolean on) {
        Set<MailKind> kinds = muted.computeIfAbsent(accountId, id -> EnumSet.noneOf(MailKind.class));
        boolean unused = on ? kinds.add(kind) : kinds.remove(kind);
    }
}

package org.p2pvps.persistence.mail;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.persistence.Row;

/** Which mails a person turned off: the kinds' names, with commas between them. */
@Entity
@Table(name = "mail_preference")
public class MailPreferenceEntity extends Row {
    private static final String SEPARATOR = ",";

    @Id
    @Column(name = "account_id")
    private UUID id;

    @Column(name = "muted")
    private String muted;

    protected MailPreferenceEntity() {}

    MailPreferenceEntity(UUID accountId) {
        this.id = accountId;
        this.muted = "";
    }

    /** Names that this version does not know are left out. */
    Set<MailKind> muted() {
        Set<String> names = Set.copyOf(Arrays.asList(muted.split(SEPARATOR)));
        return Arrays.stream(MailKind.values())
                .filter(kind -> names.contains(kind.name()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MailKind.class)));
    }

    void mute(Set<MailKind> kinds) {
        muted = kinds.stream().map(MailKind::name).sorted().collect(Collectors.joining(SEPARATOR));
    }
}

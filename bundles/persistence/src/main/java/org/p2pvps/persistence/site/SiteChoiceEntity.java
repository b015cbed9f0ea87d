package org.p2pvps.persistence.site;

import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.site.SiteChoice;
import org.p2pvps.api.site.TlsMode;
import org.p2pvps.persistence.Row;

/** A choice as it is kept. */
@Entity
@Table(name = "site_choice")
public class SiteChoiceEntity extends Row {
    @Id
    @Column(name = "rental_id")
    private UUID id;

    @Enumerated(EnumType.STRING)
    @Column(name = "tls")
    private TlsMode tls;

    @Column(name = "redirect")
    private boolean redirect;

    protected SiteChoiceEntity() {}

    static SiteChoiceEntity from(SiteChoice record) {
        SiteChoiceEntity entity = new SiteChoiceEntity();
        entity.id = record.rentalId();
        entity.tls = record.tls();
        entity.redirect = record.redirect();
        return entity;
    }

    SiteChoice toRecord() {
        return new SiteChoice(id, tls, redirect);
    }
}

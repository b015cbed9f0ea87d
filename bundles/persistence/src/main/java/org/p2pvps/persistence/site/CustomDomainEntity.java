package org.p2pvps.persistence.site;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.site.CustomDomain;
import org.p2pvps.api.site.DomainState;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A domain as it is kept: its name repeated while it is verified, so that it is so for one rental at most. */
@Entity
@Table(name = "custom_domain")
public class CustomDomainEntity extends Row {
    @Id
    @Column(name = "custom_domain_id")
    private UUID id;

    @Column(name = "rental_id")
    private UUID rentalId;

    @Column(name = "name")
    private String name;

    @Column(name = "proof")
    private String proof;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private DomainState state;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "verified_at")
    private Instant verifiedAt;

    @Column(name = "verified_name")
    private String verifiedName;

    protected CustomDomainEntity() {}

    static CustomDomainEntity from(CustomDomain record) {
        CustomDomainEntity entity = new CustomDomainEntity();
        entity.id = record.id();
        entity.rentalId = record.rentalId();
        entity.name = record.name();
        entity.proof = record.proof();
        entity.state = record.state();
        entity.createdAt = Kept.instant(record.createdAt());
        entity.verifiedAt = Kept.instant(record.verifiedAt());
        entity.verifiedName = record.state() == DomainState.VERIFIED ? record.name() : null;
        return entity;
    }

    CustomDomain toRecord() {
        return new CustomDomain(id, rentalId, name, proof, state, createdAt, verifiedAt);
    }
}

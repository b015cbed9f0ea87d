package org.p2pvps.persistence.device;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;

/** The hash of a device key that is no longer valid. */
@Entity
@Table(name = "revoked_key")
public class RevokedKeyEntity {
    @Id
    @Column(name = "key_hash")
    private String keyHash;

    protected RevokedKeyEntity() {}

    RevokedKeyEntity(String keyHash) {
        this.keyHash = keyHash;
    }
}

package org.p2pvps.persistence.device;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.device.Lease;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;
import org.p2pvps.persistence.vault.Vault;

/** A lease as it is kept: its secrets sealed, what must be unique repeated while it is active. */
@Entity
@Table(name = "lease")
public class LeaseEntity extends Row {
    private static final String PASSWORD = "lease/password";
    private static final String WEB_TOKEN = "lease/web-token";

    @Id
    @Column(name = "lease_id")
    private UUID id;

    @Column(name = "device_id")
    private UUID deviceId;

    @Column(name = "generation")
    private int generation;

    @Column(name = "ssh_port")
    private int sshPort;

    @Column(name = "subdomain")
    private String subdomain;

    @Column(name = "username")
    private String username;

    @Column(name = "sealed_password")
    private String sealedPassword;

    @Column(name = "sealed_web_token")
    private String sealedWebToken;

    @Column(name = "tunnel_key")
    private String tunnelKey;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "released_at")
    private Instant releasedAt;

    @Column(name = "active_device_id")
    private UUID activeDeviceId;

    @Column(name = "active_ssh_port")
    private Integer activeSshPort;

    @Column(name = "active_subdomain")
    private String activeSubdomain;

    protected LeaseEntity() {}

    static LeaseEntity from(Lease record, Vault vault) {
        LeaseEntity entity = new LeaseEntity();
        entity.id = record.id();
        entity.deviceId = record.deviceId();
        entity.generation = record.generation();
        entity.sshPort = record.sshPort();
        entity.subdomain = record.subdomain();
        entity.username = record.username();
        entity.sealedPassword = vault.seal(record.password(), PASSWORD, record.id());
        entity.sealedWebToken = vault.seal(record.webToken(), WEB_TOKEN, record.id());
        entity.tunnelKey = record.tunnelKey();
        entity.createdAt = Kept.instant(record.createdAt());
        entity.releasedAt = Kept.instant(record.releasedAt());
        entity.activeDeviceId = record.active() ? record.deviceId() : null;
        entity.activeSshPort = record.active() ? record.sshPort() : null;
        entity.activeSubdomain = record.active() ? record.subdomain() : null;
        return entity;
    }

    Lease toRecord(Vault vault) {
        return new Lease(
                id,
                deviceId,
                generation,
                sshPort,
                subdomain,
                username,
                vault.unseal(sealedPassword, PASSWORD, id),
                vault.unseal(sealedWebToken, WEB_TOKEN, id),
                tunnelKey,
                createdAt,
                releasedAt);
    }
}

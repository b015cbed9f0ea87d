package org.p2pvps.persistence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountKey;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.account.SshPublicKey;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.protocol.Hardware;

/** Records to keep, each valid by itself and unlike every other. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-10-25T01:30:00.123456Z");

    private Samples() {}

    public static Account account() {
        UUID id = UUID.randomUUID();
        return new Account(id, id + "@example.org", "Ann", "$argon2id$x", Set.of(Role.OWNER, Role.RENTER), NOW);
    }

    public static AccessToken token(UUID account, Instant expiresAt) {
        return new AccessToken(UUID.randomUUID(), account, AccessToken.Kind.API, "ci", hash(), NOW, expiresAt);
    }

    public static AccountKey accountKey(UUID account) {
        byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        UUID unlikeOthers = UUID.randomUUID();
        ByteBuffer blob = ByteBuffer.allocate(4 + type.length + 4 + 32)
                .putInt(type.length)
                .put(type)
                .putInt(32)
                .putLong(unlikeOthers.getMostSignificantBits())
                .putLong(unlikeOthers.getLeastSignificantBits());
        SshPublicKey key =
                SshPublicKey.parse("ssh-ed25519 " + Base64.getEncoder().encodeToString(blob.array()) + " ann@laptop");
        return new AccountKey(UUID.randomUUID(), account, "laptop", key, key.fingerprint(), NOW);
    }

    public static Device device(UUID owner) {
        return new Device(
                UUID.randomUUID(),
                owner,
                "Pi",
                "In the cellar",
                Purpose.FOR_RENT,
                new Money(5, "EUR"),
                Term.USUAL,
                DeviceState.NEW,
                0,
                hash(),
                null,
                null,
                "",
                null,
                NOW);
    }

    public static Hardware hardware() {
        return new Hardware("arm64", 4, "Cortex-A72", 3_792, 20_000);
    }

    public static Lease lease(UUID device, int port) {
        return new Lease(
                UUID.randomUUID(),
                device,
                1,
                port,
                "s" + port,
                "vps",
                new Secret("password-" + port),
                new Secret("web-token-" + port),
                "ssh-ed25519 AAAA",
                NOW,
                null);
    }

    public static Order order(UUID device, UUID renter) {
        return order(device, renter, "P2P-" + UUID.randomUUID(), "");
    }

    public static Order order(UUID device, UUID renter, String reference, String sshKeys) {
        return order(device, renter, reference, sshKeys, null);
    }

    /** One whose renter is told of it at another address. */
    public static Order orderOf(UUID device, UUID renter, String contact) {
        return order(device, renter, "P2P-" + UUID.randomUUID(), "", contact);
    }

    private static Order order(UUID device, UUID renter, String reference, String sshKeys, String contact) {
        return new Order(
                UUID.randomUUID(),
                device,
                renter,
                "direct",
                "order " + UUID.randomUUID(),
                "",
                reference,
                null,
                3,
                new Money(15, "EUR"),
                sshKeys,
                contact,
                OrderState.AWAITING_PAYMENT,
                NOW,
                NOW.plusSeconds(3_600),
                null,
                null);
    }

    public static Rental rental(Order order, Lease lease) {
        return new Rental(
                UUID.randomUUID(),
                order.id(),
                order.deviceId(),
                lease.id(),
                order.renterId(),
                1,
                RentalState.ACTIVE,
                NOW,
                NOW.plusSeconds(10_800),
                null,
                null,
                0);
    }

    public static Listing listing(UUID device, String market) {
        return new Listing(UUID.randomUUID(), device, 1, market, "slug", ListingState.LISTED, NOW, null);
    }

    public static String hash() {
        return (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
    }

    public static Mail mail(String recipient, String text, Instant now) {
        return Mail.about(MailKind.CREDENTIALS, UUID.randomUUID().toString(), null, recipient, "Your VPS", text, now);
    }
}

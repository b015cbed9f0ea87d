package org.p2pvps.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.p2pvps.persistence.Samples.NOW;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountKey;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.protocol.ErrorCode;

/** What each store promises, on a real database. Every test brings its own owner and device. */
class StoreTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static int lastPort = 20_000;

    private final Account owner = kept(Samples.account());
    private final Device device = kept(Samples.device(owner.id()));

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.open(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Account kept(Account account) {
        database.accounts.insert(account);
        return account;
    }

    private static Device kept(Device device) {
        database.devices.insert(device);
        return device;
    }

    private Lease keptLease() {
        Lease lease = Samples.lease(device.id(), ++lastPort);
        database.leases.insert(lease);
        return lease;
    }

    private Order keptOrder() {
        Order order = Samples.order(device.id(), owner.id());
        database.orders.insert(order);
        return order;
    }

    private static void assertProblem(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static void assertConflict(ThrowingCallable work) {
        assertProblem(ErrorCode.CONFLICT, work);
    }

    // accounts

    @Test
    void keepsAccount() {
        assertThat(database.accounts.find(owner.id())).contains(owner);
        assertThat(database.accounts.all()).contains(owner);
        assertThat(database.accounts.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void findsAccountByEmailInAnyCase() {
        assertThat(database.accounts.byEmail(owner.email().toUpperCase(Locale.ROOT)))
                .contains(owner);
        assertThat(database.accounts.byEmail("nobody@example.org")).isEmpty();
    }

    @Test
    void refusesSecondAccountWithTheSameEmail() {
        assertConflict(() ->
                database.accounts.insert(new Account(UUID.randomUUID(), owner.email(), "Eve", "x", Set.of(), NOW)));
    }

    @Test
    void refusesSecondRecordWithTheSameId() {
        assertConflict(() -> database.accounts.insert(owner));
    }

    @Test
    void changesRolesAndKnowsWhetherThereIsAnAdmin() {
        database.accounts.all().forEach(each -> setRoles(each, Set.of(Role.OWNER)));
        assertThat(database.accounts.hasAdmin()).isFalse();
        setRoles(owner, Set.of(Role.ADMIN));
        assertThat(database.accounts.hasAdmin()).isTrue();
        assertThat(database.accounts.find(owner.id()).orElseThrow().roles()).containsExactly(Role.ADMIN);
    }

    private static void setRoles(Account account, Set<Role> roles) {
        database.accounts.update(
                account.id(),
                old -> new Account(old.id(), old.email(), old.name(), old.passwordHash(), roles, old.createdAt()));
    }

    // tokens

    @Test
    void keepsTokensOfAnAccount() {
        AccessToken first = Samples.token(owner.id(), NOW.plusSeconds(10));
        AccessToken second = Samples.token(owner.id(), NOW.plusSeconds(20));
        database.tokens.insert(first);
        database.tokens.insert(second);
        assertThat(database.tokens.byHash(first.hash())).contains(first);
        assertThat(database.tokens.byAccount(owner.id())).containsExactlyInAnyOrder(first, second);
        database.tokens.delete(first.id());
        assertThat(database.tokens.byAccount(owner.id())).containsExactly(second);
    }

    @Test
    void deletesAllTokensOfAnAccountButOne() {
        AccessToken kept = Samples.token(owner.id(), NOW.plusSeconds(10));
        database.tokens.insert(kept);
        database.tokens.insert(Samples.token(owner.id(), NOW.plusSeconds(10)));
        database.tokens.deleteByAccount(owner.id(), kept.id());
        assertThat(database.tokens.byAccount(owner.id())).containsExactly(kept);
        database.tokens.deleteByAccount(owner.id(), null);
        assertThat(database.tokens.byAccount(owner.id())).isEmpty();
    }

    @Test
    void deletesExpiredTokens() {
        AccessToken lasting = Samples.token(owner.id(), NOW);
        database.tokens.insert(lasting);
        database.tokens.insert(Samples.token(owner.id(), NOW.minusNanos(1_000)));
        database.tokens.deleteExpired(NOW);
        assertThat(database.tokens.byAccount(owner.id())).containsExactly(lasting);
    }

    @Test
    void refusesSecondTokenWithTheSameHash() {
        AccessToken token = Samples.token(owner.id(), NOW);
        database.tokens.insert(token);
        assertConflict(() -> database.tokens.insert(new AccessToken(
                UUID.randomUUID(), owner.id(), AccessToken.Kind.SESSION, "session", token.hash(), NOW, NOW)));
    }

    // people's SSH keys

    @Test
    void keepsKeysOfAnAccountAndTellsWhoHoldsThem() {
        AccountKey first = Samples.accountKey(owner.id());
        AccountKey second = Samples.accountKey(owner.id());
        database.accountKeys.insert(first);
        database.accountKeys.insert(second);
        assertThat(database.accountKeys.byAccount(owner.id())).containsExactlyInAnyOrder(first, second);
        assertThat(database.accountKeys.byAccount(UUID.randomUUID())).isEmpty();
        database.accountKeys.delete(first.id());
        assertThat(database.accountKeys.holders())
                .containsEntry(second.fingerprint(), owner.id())
                .doesNotContainKey(first.fingerprint());
    }

    @Test
    void refusesAKeyThatSomebodyHoldsAlready() {
        AccountKey key = Samples.accountKey(owner.id());
        database.accountKeys.insert(key);
        Account other = kept(Samples.account());
        assertConflict(() -> database.accountKeys.insert(
                new AccountKey(UUID.randomUUID(), other.id(), "mine", key.key(), key.fingerprint(), NOW)));
    }

    // devices

    @Test
    void keepsDeviceThroughItsLife() {
        assertThat(database.devices.find(device.id())).contains(device);
        Device ready = database.devices.update(device.id(), old -> old.to(DeviceState.PREPARING)
                .registered("instance", Samples.hardware(), NOW)
                .described("New name", "", Purpose.OWN_USE, new Money(0, "EUR"))
                .rentedFor(new Term(24, 8_784))
                .to(DeviceState.READY));
        assertThat(ready.hardware()).isEqualTo(Samples.hardware());
        assertThat(database.devices.find(device.id())).contains(ready);
    }

    @Test
    void findsDevicesByOwnerStateAndKey() {
        Device second = kept(Samples.device(owner.id()));
        database.devices.update(second.id(), old -> old.to(DeviceState.RETIRED));
        assertThat(database.devices.byOwner(owner.id()))
                .extracting(Device::id)
                .containsExactlyInAnyOrder(device.id(), second.id());
        assertThat(database.devices.byState(DeviceState.RETIRED))
                .extracting(Device::id)
                .contains(second.id());
        assertThat(database.devices.byState(DeviceState.NEW)).contains(device).doesNotContain(second);
        assertThat(database.devices.byKeyHash(device.keyHash())).contains(device);
        assertThat(database.devices.byKeyHash("none")).isEmpty();
    }

    @Test
    void refusesSecondDeviceWithTheSameKeyButTakesManyWithout() {
        Device second = kept(Samples.device(owner.id()));
        assertConflict(() -> database.devices.update(second.id(), old -> old.keyed(device.keyHash())));
        assertThat(database.devices.update(second.id(), old -> old.keyed(null)).keyHash())
                .isNull();
        assertThat(database.devices.update(device.id(), old -> old.keyed(null)).keyHash())
                .isNull();
    }

    @Test
    void remembersRevokedKeys() {
        String hash = Samples.hash();
        assertThat(database.devices.isRevokedKey(hash)).isFalse();
        database.devices.rememberRevokedKey(hash);
        database.devices.rememberRevokedKey(hash);
        assertThat(database.devices.isRevokedKey(hash)).isTrue();
    }

    @Test
    void cutsRemarksOfAHostileDevice() {
        String remark = "\0" + "a".repeat(998) + "\uD83D\uDE00".repeat(5_000);
        Device seen = database.devices.update(device.id(), old -> old.seen(remark, NOW));
        assertThat(seen.trouble()).hasSize(999).startsWith(" a");
        assertThat(database.devices.find(device.id())).contains(seen);
    }

    @Test
    void refusesTextThatIsTooLong() {
        assertProblem(
                ErrorCode.FIELD_INVALID,
                () -> database.devices.update(
                        device.id(), old -> old.described("x".repeat(201), "", old.purpose(), old.hourlyRate())));
    }

    @Test
    void refusesDeviceOfNobody() {
        assertConflict(() -> database.devices.insert(Samples.device(UUID.randomUUID())));
    }

    @Test
    void saysWhenThereIsNothingToUpdate() {
        assertProblem(ErrorCode.NOT_FOUND, () -> database.devices.update(UUID.randomUUID(), old -> old));
    }

    @Test
    void letsTheProblemOfAChangeThrough() {
        assertProblem(
                ErrorCode.TRANSITION_FORBIDDEN,
                () -> database.devices.update(device.id(), old -> old.to(DeviceState.RENTED)));
        assertThat(database.devices.find(device.id())).contains(device);
    }

    @Test
    void returnsAnUpdatedRecordAsItIsRead() {
        Instant precise = NOW.plusNanos(789);
        Device seen = database.devices.update(device.id(), old -> old.seen("", precise));
        assertThat(database.devices.find(device.id())).contains(seen);
    }

    // leases

    @Test
    void keepsLeaseUntilItIsReleased() {
        Lease lease = keptLease();
        assertThat(database.leases.find(lease.id())).contains(lease);
        assertThat(database.leases.activeOf(device.id())).contains(lease);
        assertThat(database.leases.active()).contains(lease);
        Lease released = database.leases.update(lease.id(), old -> old.released(NOW));
        assertThat(released.password()).isNull();
        assertThat(database.leases.find(lease.id())).contains(released);
        assertThat(database.leases.activeOf(device.id())).isEmpty();
        assertThat(database.leases.active()).doesNotContain(released);
    }

    @Test
    void keepsSecretsWhenOtherThingsOfALeaseChange() {
        Lease lease = keptLease();
        database.leases.update(lease.id(), old -> old.withAgent("ssh-ed25519 BBBB", lease.webToken()));
        assertThat(database.leases.find(lease.id())).contains(lease.withAgent("ssh-ed25519 BBBB", lease.webToken()));
    }

    @Test
    void refusesSecondActiveLeaseOfADevice() {
        Lease lease = keptLease();
        Lease second = Samples.lease(device.id(), ++lastPort);
        assertConflict(() -> database.leases.insert(second));
        database.leases.update(lease.id(), old -> old.released(NOW));
        database.leases.insert(second);
        assertThat(database.leases.activeOf(device.id())).contains(second);
    }

    @Test
    void refusesPortOfAnotherActiveLease() {
        Lease lease = keptLease();
        Device other = kept(Samples.device(owner.id()));
        Lease rival = withSubdomain(Samples.lease(other.id(), lease.sshPort()), "other" + lease.sshPort());
        assertConflict(() -> database.leases.insert(rival));
        database.leases.update(lease.id(), old -> old.released(NOW));
        database.leases.insert(rival);
    }

    @Test
    void refusesSubdomainOfAnotherActiveLease() {
        Lease lease = keptLease();
        Device other = kept(Samples.device(owner.id()));
        Lease rival = withSubdomain(Samples.lease(other.id(), ++lastPort), lease.subdomain());
        assertConflict(() -> database.leases.insert(rival));
        database.leases.update(lease.id(), old -> old.released(NOW));
        database.leases.insert(rival);
    }

    private static Lease withSubdomain(Lease lease, String subdomain) {
        return new Lease(
                lease.id(),
                lease.deviceId(),
                lease.generation(),
                lease.sshPort(),
                subdomain,
                lease.username(),
                lease.password(),
                lease.webToken(),
                lease.tunnelKey(),
                lease.createdAt(),
                lease.releasedAt());
    }

    // orders

    @Test
    void keepsOrder() {
        Order order = keptOrder();
        assertThat(database.orders.find(order.id())).contains(order);
        assertThat(database.orders.byOwner(owner.id())).containsExactly(order);
        assertThat(database.orders.byRenter(owner.id())).containsExactly(order);
        assertThat(database.orders.byOwner(UUID.randomUUID())).isEmpty();
        assertThat(database.orders.byState(OrderState.AWAITING_PAYMENT)).contains(order);
        Order cancelled = database.orders.update(order.id(), old -> old.to(OrderState.CANCELLED));
        assertThat(database.orders.byState(OrderState.CANCELLED)).contains(cancelled);
    }

    @Test
    void keepsManySshKeys() {
        Order withKeys = Samples.order(device.id(), owner.id(), "P2P-keys", "k".repeat(16_384));
        database.orders.insert(withKeys);
        assertThat(database.orders.find(withKeys.id())).contains(withKeys);
    }

    @Test
    void refusesSecondOrderWithTheSameReference() {
        Order order = keptOrder();
        assertConflict(() -> database.orders.insert(Samples.order(device.id(), owner.id(), order.reference(), "")));
    }

    // rentals

    @Test
    void keepsRentalUntilItEnds() {
        Account renter = kept(Samples.account());
        Order order = Samples.order(device.id(), renter.id());
        database.orders.insert(order);
        Rental rental = Samples.rental(order, keptLease());
        database.rentals.insert(rental);
        assertThat(database.rentals.find(rental.id())).contains(rental);
        assertThat(database.rentals.activeOf(device.id())).contains(rental);
        assertThat(database.rentals.byOrder(order.id())).contains(rental);
        assertThat(database.rentals.of(device.id(), rental.generation())).contains(rental);
        assertThat(database.rentals.of(device.id(), rental.generation() + 1)).isEmpty();
        assertThat(database.rentals.byRenter(renter.id())).containsExactly(rental);
        assertThat(database.rentals.byOwner(owner.id())).containsExactly(rental);
        assertThat(database.rentals.byOwner(renter.id())).isEmpty();
        assertThat(database.rentals.due(rental.endsAt().minusMillis(1))).doesNotContain(rental);
        assertThat(database.rentals.due(rental.endsAt())).contains(rental);

        Rental ended = database.rentals.update(rental.id(), old -> old.ended(NOW, EndReason.OWNER));
        assertThat(database.rentals.activeOf(device.id())).isEmpty();
        assertThat(database.rentals.due(rental.endsAt())).doesNotContain(ended);
    }

    @Test
    void refusesSecondActiveRentalOfADevice() {
        Lease lease = keptLease();
        Rental rental = Samples.rental(keptOrder(), lease);
        database.rentals.insert(rental);
        Rental second = Samples.rental(keptOrder(), lease);
        assertConflict(() -> database.rentals.insert(second));
        database.rentals.update(rental.id(), old -> old.ended(NOW, EndReason.OWNER));
        database.rentals.insert(second);
    }

    @Test
    void refusesSecondRentalOfAnOrder() {
        Order order = keptOrder();
        Lease lease = keptLease();
        Rental rental = Samples.rental(order, lease);
        database.rentals.insert(rental);
        database.rentals.update(rental.id(), old -> old.ended(NOW, EndReason.OWNER));
        assertConflict(() -> database.rentals.insert(Samples.rental(order, lease)));
    }

    // listings

    @Test
    void keepsListingUntilItIsWithdrawn() {
        Listing listing = Samples.listing(device.id(), "direct");
        database.listings.insert(listing);
        assertThat(database.listings.listed()).contains(listing);
        assertThat(database.listings.listedOf(device.id())).containsExactly(listing);
        Listing withdrawn = database.listings.update(listing.id(), old -> old.to(ListingState.WITHDRAWN, NOW));
        assertThat(database.listings.find(listing.id())).contains(withdrawn);
        assertThat(database.listings.listed()).doesNotContain(withdrawn);
        assertThat(database.listings.listedOf(device.id())).isEmpty();
    }

    @Test
    void refusesSecondListingOfADeviceOnTheSameMarket() {
        Listing listing = Samples.listing(device.id(), "direct");
        database.listings.insert(listing);
        database.listings.insert(Samples.listing(device.id(), "openbazaar"));
        assertConflict(() -> database.listings.insert(Samples.listing(device.id(), "direct")));
        for (int round = 0; round < 2; round++) {
            UUID listed = database.listings.listedOf(device.id()).stream()
                    .filter(each -> each.market().equals("direct"))
                    .findFirst()
                    .orElseThrow()
                    .id();
            database.listings.update(listed, old -> old.to(ListingState.SOLD, NOW));
            database.listings.insert(Samples.listing(device.id(), "direct"));
        }
        assertThat(database.listings.listedOf(device.id())).hasSize(2);
    }

    // mails

    @Test
    void keepsMailsUntilTheyAreSent() {
        Instant early = NOW.minusSeconds(1_000);
        Mail first = Samples.mail("a@example.org", "ssh …", early);
        Mail second = Samples.mail("b@example.org", "x".repeat(20_000), early.plusSeconds(1));
        database.mails.insert(second);
        database.mails.insert(first);
        assertThat(database.mails.due(NOW, 10)).containsExactly(first, second);
        assertThat(database.mails.due(NOW, 1)).containsExactly(first);
        assertThat(database.mails.due(early, 10)).containsExactly(first);

        Mail sent = database.mails.update(first.id(), old -> old.sent(NOW));
        Mail delayed = database.mails.update(second.id(), old -> old.delayed("refused", NOW.plusSeconds(60)));
        assertThat(database.mails.find(first.id())).contains(sent);
        assertThat(database.mails.find(second.id())).contains(delayed);
        assertThat(database.mails.due(NOW, 10)).isEmpty();
        assertThat(database.mails.due(NOW.plusSeconds(60), 10)).containsExactly(delayed);
        assertThat(database.mails.all()).containsSubsequence(sent, delayed);
    }

    @Test
    void putsAMailInOnceForAnEvent() {
        Mail mail = Samples.mail("a@example.org", "first", NOW.plusSeconds(9_000));
        assertThat(database.mails.post(mail)).isTrue();
        Mail sent = database.mails.update(mail.id(), old -> old.sent(NOW.plusSeconds(9_000)));

        assertThat(database.mails.post(mail)).isFalse();
        assertThat(database.mails.find(mail.id())).contains(sent);
    }

    @Test
    void tellsMailsThatWaitFromThoseThatFailedOrWereMuted() {
        Mail failed = Samples.mail("a@example.org", "x", NOW.plusSeconds(9_000));
        Mail muted = Samples.mail("b@example.org", "x", NOW.plusSeconds(9_000));
        database.mails.post(failed);
        database.mails.post(muted);
        database.mails.update(failed.id(), old -> old.failed("550 no such mailbox"));
        Mail without = database.mails.update(muted.id(), Mail::muted);
        assertThat(database.mails.byState(MailState.FAILED))
                .extracting(Mail::id)
                .containsExactly(failed.id());
        assertThat(database.mails.byState(MailState.MUTED)).containsExactly(without);
        assertThat(without.text()).isNull();

        Mail again = database.mails.update(failed.id(), old -> old.retried(NOW.plusSeconds(9_000)));
        assertThat(again.text()).isEqualTo(failed.text());
        assertThat(database.mails.due(NOW.plusSeconds(9_000), 10)).contains(again);
    }

    @Test
    void forgetsOldMailsThatAreDoneAndKeepsThoseThatAreNot() {
        Instant old = NOW.minusSeconds(1_000_000);
        Mail waiting = Samples.mail("a@example.org", "x", old);
        Mail failed = Samples.mail("b@example.org", "x", old);
        Mail sentNow = Samples.mail("c@example.org", "x", old);
        Mail sentLongAgo = Samples.mail("d@example.org", "x", old);
        Mail muted = Samples.mail("e@example.org", "x", old);
        List.of(waiting, failed, sentNow, sentLongAgo, muted).forEach(database.mails::post);
        database.mails.update(failed.id(), found -> found.failed("550 no such mailbox"));
        database.mails.update(sentNow.id(), found -> found.sent(NOW));
        database.mails.update(sentLongAgo.id(), found -> found.sent(old));
        database.mails.update(muted.id(), Mail::muted);

        database.mails.forgetDone(old.plusSeconds(1));

        assertThat(database.mails.all())
                .extracting(Mail::id)
                .contains(waiting.id(), failed.id(), sentNow.id())
                .doesNotContain(sentLongAgo.id(), muted.id());
        database.mails.update(waiting.id(), found -> found.sent(NOW));
    }

    @Test
    void keepsWhichMailsPeopleDoNotWant() {
        assertThat(database.mailPreferences.muted(owner.id())).isEmpty();
        database.mailPreferences.mute(owner.id(), MailKind.NOTICE, true);
        database.mailPreferences.mute(owner.id(), MailKind.NOTICE, true);
        database.mailPreferences.mute(owner.id(), MailKind.PAYOUT, true);
        database.mailPreferences.mute(owner.id(), MailKind.ENDED, false);
        assertThat(database.mailPreferences.muted(owner.id()))
                .containsExactlyInAnyOrder(MailKind.NOTICE, MailKind.PAYOUT);

        database.mailPreferences.mute(owner.id(), MailKind.NOTICE, false);
        assertThat(database.mailPreferences.muted(owner.id())).containsExactly(MailKind.PAYOUT);
    }
}

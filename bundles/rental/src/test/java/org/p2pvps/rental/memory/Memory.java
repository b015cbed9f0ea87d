package org.p2pvps.rental.memory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Payment;
import org.p2pvps.api.rental.PaymentStore;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundState;
import org.p2pvps.api.rental.RefundStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.api.rental.SettlementStore;

/** All stores in memory, with the unique constraints of the tables: what real ones keep, as fast as a million histories need it. */
public final class Memory {
    public final MemoryTransactions transactions = new MemoryTransactions();
    public final Accounts accounts = new Accounts();
    public final Devices devices = new Devices();
    public final Leases leases = new Leases();
    public final Listings listings = new Listings();
    public final Orders orders = new Orders();
    public final Rentals rentals = new Rentals();
    public final Mails mails = new Mails();
    public final Payments payments = new Payments();
    public final Refunds refunds = new Refunds();
    public final Settlements settlements = new Settlements();
    public final MemoryLedger ledger = new MemoryLedger(transactions);

    /** Accounts. */
    public final class Accounts extends MemoryStore<Account> implements AccountStore {
        Accounts() {
            super(transactions, Account::id, (one, other) -> one.email().equals(other.email()));
        }

        @Override
        public Optional<Account> byEmail(String email) {
            return one(account -> account.email().equals(email));
        }

        @Override
        public boolean hasAdmin() {
            return false;
        }
    }

    /** Devices. */
    public final class Devices extends MemoryStore<Device> implements DeviceStore {
        Devices() {
            super(transactions, Device::id, (one, other) -> false);
        }

        @Override
        public List<Device> byOwner(UUID ownerId) {
            return where(device -> device.ownerId().equals(ownerId));
        }

        @Override
        public List<Device> byState(DeviceState state) {
            return where(device -> device.state() == state);
        }

        @Override
        public Optional<Device> byKeyHash(String keyHash) {
            return one(device -> keyHash.equals(device.keyHash()));
        }

        @Override
        public void rememberRevokedKey(String keyHash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRevokedKey(String keyHash) {
            return false;
        }
    }

    /** Leases. */
    public final class Leases extends MemoryStore<Lease> implements LeaseStore {
        Leases() {
            super(
                    transactions,
                    Lease::id,
                    (one, other) ->
                            one.active() && other.active() && one.deviceId().equals(other.deviceId()));
        }

        @Override
        public Optional<Lease> activeOf(UUID deviceId) {
            return one(lease -> lease.active() && lease.deviceId().equals(deviceId));
        }

        @Override
        public List<Lease> active() {
            return where(Lease::active);
        }
    }

    /** Listings. */
    public final class Listings extends MemoryStore<Listing> implements ListingStore {
        Listings() {
            super(
                    transactions,
                    Listing::id,
                    (one, other) -> one.state() == ListingState.LISTED
                            && other.state() == ListingState.LISTED
                            && one.deviceId().equals(other.deviceId())
                            && one.market().equals(other.market()));
        }

        @Override
        public List<Listing> listed() {
            return where(listing -> listing.state() == ListingState.LISTED);
        }

        @Override
        public List<Listing> listedOf(UUID deviceId) {
            return where(listing ->
                    listing.state() == ListingState.LISTED && listing.deviceId().equals(deviceId));
        }

        @Override
        public Optional<Listing> byReference(String market, String reference) {
            return where(listing -> listing.market().equals(market)
                            && listing.reference().equals(reference))
                    .stream()
                    .reduce((older, newer) -> newer);
        }
    }

    /** Orders. */
    public final class Orders extends MemoryStore<Order> implements OrderStore {
        Orders() {
            super(
                    transactions,
                    Order::id,
                    (one, other) -> one.reference().equals(other.reference())
                            || (one.market().equals(other.market())
                                    && one.externalId().equals(other.externalId())));
        }

        @Override
        public Optional<Order> byExternalId(String market, String externalId) {
            return one(
                    order -> order.market().equals(market) && order.externalId().equals(externalId));
        }

        @Override
        public List<Order> byRenter(UUID renterId) {
            return where(order -> order.renterId().equals(renterId));
        }

        @Override
        public List<Order> byOwner(UUID ownerId) {
            return all();
        }

        @Override
        public List<Order> byState(OrderState state) {
            return where(order -> order.state() == state);
        }

        @Override
        public List<Order> overdue(Instant now) {
            return where(order -> order.state() == OrderState.AWAITING_PAYMENT
                    && order.payBy().isBefore(now));
        }

        @Override
        public List<Order> extending(UUID rentalId) {
            return where(order -> rentalId.equals(order.extendedRentalId()));
        }

        @Override
        public List<Order> undelivered() {
            return where(order -> order.state() == OrderState.FULFILLED && order.deliveredAt() == null);
        }
    }

    /** Rentals. */
    public final class Rentals extends MemoryStore<Rental> implements RentalStore {
        Rentals() {
            super(
                    transactions,
                    Rental::id,
                    (one, other) -> one.orderId().equals(other.orderId())
                            || (one.state() == RentalState.ACTIVE
                                    && other.state() == RentalState.ACTIVE
                                    && one.deviceId().equals(other.deviceId())));
        }

        @Override
        public Optional<Rental> activeOf(UUID deviceId) {
            return one(rental ->
                    rental.state() == RentalState.ACTIVE && rental.deviceId().equals(deviceId));
        }

        @Override
        public Optional<Rental> of(UUID deviceId, int generation) {
            return one(rental -> rental.deviceId().equals(deviceId) && rental.generation() == generation);
        }

        @Override
        public List<Rental> byRenter(UUID renterId) {
            return where(rental -> rental.renterId().equals(renterId));
        }

        @Override
        public List<Rental> byOwner(UUID ownerId) {
            return all();
        }

        @Override
        public List<Rental> due(Instant now) {
            return where(rental ->
                    rental.state() == RentalState.ACTIVE && !rental.endsAt().isAfter(now));
        }

        @Override
        public List<Rental> byState(RentalState state) {
            return where(rental -> rental.state() == state);
        }

        @Override
        public Optional<Rental> byOrder(UUID orderId) {
            return one(rental -> rental.orderId().equals(orderId));
        }
    }

    /** Mails: how many, and nothing else. */
    public final class Mails extends MemoryStore<Mail> implements MailStore {
        Mails() {
            super(transactions, Mail::id, (one, other) -> false);
        }

        @Override
        public boolean post(Mail mail) {
            boolean isNew = find(mail.id()).isEmpty();
            if (isNew) {
                insert(mail);
            }
            return isNew;
        }

        @Override
        public List<Mail> due(Instant now, int limit) {
            return List.of();
        }

        @Override
        public List<Mail> byState(MailState state) {
            return where(mail -> mail.state() == state);
        }

        @Override
        public void forgetDone(Instant instant) {
            throw new UnsupportedOperationException();
        }
    }

    /** Payments. */
    public final class Payments extends MemoryStore<Payment> implements PaymentStore {
        Payments() {
            super(
                    transactions,
                    Payment::id,
                    (one, other) -> one.market().equals(other.market())
                            && one.reference().equals(other.reference()));
        }

        @Override
        public Optional<Payment> byReference(String market, String reference) {
            return one(payment ->
                    payment.market().equals(market) && payment.reference().equals(reference));
        }

        @Override
        public List<Payment> byOrder(UUID orderId) {
            return where(payment -> payment.orderId().equals(orderId));
        }
    }

    /** Refunds. */
    public final class Refunds extends MemoryStore<Refund> implements RefundStore {
        Refunds() {
            super(transactions, Refund::id, (one, other) -> false);
        }

        @Override
        public List<Refund> byOrder(UUID orderId) {
            return where(refund -> refund.orderId().equals(orderId));
        }

        @Override
        public List<Refund> byState(RefundState state) {
            return where(refund -> refund.state() == state);
        }

        @Override
        public List<Refund> byOwner(UUID ownerId) {
            return all();
        }

        @Override
        public List<Refund> byRenter(UUID renterId) {
            return all();
        }
    }

    /** What a settlement is kept with. */
    private record Kept(Settlement settlement, boolean ruled) {}

    /** Settlements. */
    public final class Settlements implements SettlementStore {
        private final MemoryStore<Kept> kept =
                new MemoryStore<>(transactions, found -> found.settlement().orderId(), (one, other) -> false);

        @Override
        public void put(Settlement settlement) {
            kept.put(new Kept(settlement, false));
        }

        @Override
        public void putRuled(Settlement settlement) {
            kept.put(new Kept(settlement, true));
        }

        @Override
        public boolean isRuled(UUID orderId) {
            return kept.find(orderId).filter(Kept::ruled).isPresent();
        }

        @Override
        public Optional<Settlement> byOrder(UUID orderId) {
            return kept.find(orderId).map(Kept::settlement);
        }
    }
}

package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.market.Buyer;
import org.p2pvps.api.market.PlacedOrder;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.persistence.Samples;
import org.p2pvps.protocol.ErrorCode;

class RenewalsTest extends RentalScene {
    @Test
    void placesOneOrderAWhileBeforeTheEndAndTellsTheRenterWhatToPay() {
        rented(50);
        renew(48);
        after(Duration.ofHours(50).minus(Parts.RENEW_BEFORE).minusSeconds(1));
        assertThat(renewals()).isEmpty();

        after(Duration.ofSeconds(1));
        assertThat(renewals()).hasSize(1);
        fixture.parts.renewals.placeDue();
        Order order = renewals().get(0);
        assertThat(renewals()).hasSize(1);
        assertThat(order.hours()).isEqualTo(48);
        assertThat(order.total()).isEqualTo(new Money(48 * 5, "EUR"));
        assertThat(order.payBy()).isEqualTo(rental().endsAt());
        assertThat(mails(MailKind.RENEWAL))
                .singleElement()
                .matches(mail -> mail.recipient().equals(fixture.renter.email()))
                .satisfies(mail -> assertThat(mail.text().value()).contains("2.40 EUR", order.reference()));
    }

    @Test
    void theNextOrderComesWhenTheNextEndIsNear() {
        rented(50);
        renew(48);
        after(Duration.ofHours(49));
        Instant end = rental().endsAt();
        fixture.paid(renewals().get(0));
        assertThat(rental().endsAt()).isEqualTo(end.plus(Duration.ofHours(48)));
        assertThat(renewals()).hasSize(1);

        after(Duration.ofHours(40));
        assertThat(renewals()).hasSize(2);
    }

    @Test
    void aShortRenewalIsNotToBePaidDaysAhead() {
        rented(10);
        renew(4);
        after(Duration.ofHours(8).minusSeconds(1));
        assertThat(renewals()).isEmpty();
        after(Duration.ofSeconds(1));
        assertThat(renewals()).hasSize(1);
    }

    @Test
    void anOrderThatItsRenterCancelledIsNotPlacedAgain() {
        rented(10);
        renew(4);
        after(Duration.ofHours(9));
        fixture.desk.cancel(renewals().get(0).id());
        after(Duration.ofMinutes(1));

        assertThat(renewals()).singleElement().matches(order -> order.state() == OrderState.CANCELLED);
    }

    @Test
    void anEarlyEndStopsItAndGivesUpWhatWasNotPaid() {
        rented(10);
        renew(4);
        after(Duration.ofHours(9));
        fixture.desk.end(rental().id(), EndReason.OWNER);
        fixture.parts.settling.settleEnded();
        after(Duration.ofHours(1));

        assertThat(rental().renewalHours()).isZero();
        assertThat(renewals()).singleElement().matches(order -> order.state() == OrderState.CANCELLED);
        assertThat(fixture.paid(renewals().get(0)).state()).isEqualTo(OrderState.REFUND_DUE);
    }

    @Test
    void canBeTurnedOff() {
        rented(10);
        renew(4);
        renew(0);
        after(Duration.ofHours(9));

        assertThat(renewals()).isEmpty();
    }

    @Test
    void whatIsFreeIsRenewedAtOnce() {
        Device own = fixture.readyDevice(Purpose.OWN_USE);
        fixture.desk.order("direct", own.id(), fixture.owner.id(), 10, null);
        renew(5);
        Instant end = rental().endsAt();
        after(Duration.ofHours(9));
        fixture.parts.renewals.placeDue();

        assertThat(rental().endsAt()).isEqualTo(end.plus(Duration.ofHours(5)));
        assertThat(mails(MailKind.RENEWAL)).isEmpty();
    }

    @Test
    void waitsWhileTheRentalWouldBecomeTooLong() {
        rented(90);
        renew(48);
        fixture.database.devices.update(fixture.device.id(), found -> found.rentedFor(new Term(1, 50)));
        after(Duration.ofHours(80));
        assertThat(renewals()).isEmpty();
        after(Duration.ofHours(8));
        assertThat(renewals()).hasSize(1);
    }

    @Test
    void theLongestRenewalCanStillBePaidAheadOfTheEnd() {
        rented(90);
        renew(88);
        after(Duration.ofHours(78));

        assertThat(fixture.paid(renewals().get(0)).state()).isEqualTo(OrderState.FULFILLED);
    }

    @Test
    void refusesWhatCanNotBeRenewed() {
        rented(10);
        assertRefused(ErrorCode.FIELD_INVALID, () -> renew(-1));
        assertRefused(ErrorCode.FIELD_INVALID, () -> renew(89));
        assertThat(rental().renewalHours()).isZero();
        fixture.desk.end(rental().id(), EndReason.RENTER);
        assertRefused(ErrorCode.TRANSITION_FORBIDDEN, () -> renew(4));
    }

    @Test
    void refusesWhatWasOrderedOnAnotherMarket() {
        fixture.parts.marketDesk.placed(new PlacedOrder(
                "direct",
                "o1",
                fixture.database.listings.all().get(0).reference(),
                null,
                new Buyer("peer", "Bea", null, List.of()),
                5,
                new Money(700, "TBTC"),
                null));
        fixture.parts.marketDesk.paid("direct", "o1", "tx1", new Money(700, "TBTC"));
        assertRefused(ErrorCode.TRANSITION_FORBIDDEN, () -> renew(4));
    }

    @Test
    void ofAGiftOnlyTheOwnerGivesMore() {
        Order order = order(10);
        fixture.desk.granted(order.id());
        MoreHours more = new MoreHours(fixture.database.orders, fixture.database.devices);
        Caller renter = caller(fixture.renter, Role.RENTER);
        Caller owner = caller(fixture.owner, Role.OWNER);
        Caller admin = caller(Samples.account(), Role.ADMIN);

        assertThat(more.mayRenew(rental(), renter)).isFalse();
        assertThat(more.mayExtend(rental(), renter)).isFalse();
        assertThat(more.mayRenew(rental(), owner)).isTrue();
        assertThat(more.mayExtend(rental(), owner)).isTrue();
        assertThat(more.mayRenew(rental(), admin)).isTrue();

        rateOf(0);
        assertThat(more.mayExtend(rental(), renter)).isTrue();
        assertThat(more.mayRenew(rental(), renter)).isFalse();
    }

    @Test
    void whatIsPaidForIsTheRentersToExtend() {
        rented(10);
        MoreHours more = new MoreHours(fixture.database.orders, fixture.database.devices);
        assertThat(more.mayRenew(rental(), caller(fixture.renter, Role.RENTER))).isTrue();
        assertThat(more.mayRenew(rental(), caller(fixture.owner, Role.OWNER))).isFalse();
    }

    private void rateOf(long amount) {
        fixture.database.devices.update(
                fixture.device.id(),
                found -> found.described(found.name(), "", found.purpose(), new Money(amount, "EUR")));
    }

    private static Caller caller(Account account, Role role) {
        return new Caller(account.id(), account.name(), Set.of(role), UUID.randomUUID());
    }

    private Order order(int hours) {
        return fixture.desk.order("direct", fixture.device.id(), fixture.renter.id(), hours, List.of());
    }

    private void rented(int hours) {
        fixture.paid(order(hours));
    }

    private void renew(int hours) {
        fixture.desk.renew(rental().id(), hours);
    }

    private void after(Duration duration) {
        fixture.clock.forward(duration);
        fixture.parts.renewals.placeDue();
    }

    private Rental rental() {
        return fixture.database.rentals.all().get(0);
    }

    private List<Order> renewals() {
        return fixture.database.orders.extending(rental().id());
    }

    private List<Mail> mails(MailKind kind) {
        return fixture.database.mails.all().stream()
                .filter(mail -> mail.kind() == kind)
                .toList();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
    }
}

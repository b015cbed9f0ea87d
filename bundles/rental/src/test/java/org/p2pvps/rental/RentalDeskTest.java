package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Topics;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.protocol.ErrorCode;

class RentalDeskTest extends RentalScene {
    @Test
    void paymentTurnsAnOrderIntoARentalAndMailsTheCredentials() {
        Order order = order(3);
        Order paid = fixture.paid(order);

        Rental rental = fixture.database.rentals.activeOf(fixture.device.id()).orElseThrow();
        assertThat(order.total().amount()).isEqualTo(15);
        assertThat(paid.state()).isEqualTo(OrderState.FULFILLED);
        assertThat(rental.endsAt()).isEqualTo(fixture.clock.instant().plus(Duration.ofHours(3)));
        assertThat(rental.leaseId()).isEqualTo(fixture.lease.id());
        assertThat(fixture.state()).isEqualTo(DeviceState.RENTED);
        assertThat(fixture.database.listings.listed()).isEmpty();
        Mail mail = fixture.database.mails.all().stream()
                .filter(found -> found.kind() == MailKind.CREDENTIALS)
                .findFirst()
                .orElseThrow();
        assertThat(mail.recipient()).isEqualTo(fixture.renter.email());
        assertThat(mail.text().value())
                .contains(
                        "ssh -p 20000 vps@vps.example.org",
                        "ssh -J jump@vps.example.org:2222 vps@s20000",
                        "password-20000",
                        "http://s20000.vps.example.org/");
        assertThat(fixture.events.topics()).contains(Topics.DEVICE_CHANGED, Topics.MAIL_QUEUED);
    }

    @Test
    void payingTwiceChangesNothing() {
        Order order = order(3);
        fixture.paid(order);

        assertThat(fixture.paid(order).state()).isEqualTo(OrderState.FULFILLED);
        assertThat(fixture.database.rentals.all()).hasSize(1);
        assertThat(fixture.database.mails.all())
                .extracting(Mail::kind)
                .containsExactlyInAnyOrder(MailKind.CREDENTIALS, MailKind.RENTED);
    }

    @Test
    void theSecondOrderThatIsPaidIsDueARefund() {
        Order first = order(3);
        Order second = order(5);
        fixture.paid(first);

        assertThat(fixture.paid(second).state()).isEqualTo(OrderState.REFUND_DUE);
        assertThat(fixture.desk.refunded(second.id(), "").state()).isEqualTo(OrderState.REFUNDED);
        assertThat(fixture.database.rentals.all()).hasSize(1);
    }

    @Test
    void ofOrdersPaidAtTheSameTimeExactlyOneBecomesARental() throws Exception {
        List<Callable<Order>> payments = IntStream.range(0, 4)
                .mapToObj(i -> order(1))
                .<Callable<Order>>map(order -> () -> fixture.paid(order))
                .toList();
        ExecutorService payers = Executors.newFixedThreadPool(payments.size());
        try {
            for (Future<Order> payment : payers.invokeAll(payments)) {
                payment.get();
            }
        } finally {
            payers.shutdownNow();
        }

        assertThat(fixture.database.rentals.all()).hasSize(1);
        assertThat(fixture.database.orders.byState(OrderState.FULFILLED)).hasSize(1);
        assertThat(fixture.database.orders.byState(OrderState.REFUND_DUE)).hasSize(3);
    }

    @Test
    void refusesImpossibleTerms() {
        assertRefused(ErrorCode.FIELD_INVALID, () -> order(0));
        assertRefused(ErrorCode.FIELD_INVALID, () -> order(-1));
        assertRefused(ErrorCode.FIELD_INVALID, () -> order(RentalFixture.LONGEST_HOURS + 1));
        assertThat(fixture.database.orders.all()).isEmpty();
    }

    @Test
    void refusesADeviceThatIsNotOffered() {
        fixture.paid(order(1));

        assertRefused(ErrorCode.DEVICE_NOT_AVAILABLE, () -> order(1));
        assertRefused(
                ErrorCode.NOT_FOUND,
                () -> fixture.desk.order("direct", UUID.randomUUID(), fixture.renter.id(), 1, null));
    }

    @Test
    void refusesAnOrderOnAMarketWhereTheDeviceIsNotListed() {
        assertRefused(
                ErrorCode.DEVICE_NOT_AVAILABLE,
                () -> fixture.desk.order("elsewhere", fixture.device.id(), fixture.renter.id(), 1, null));
    }

    @Test
    void refusesKeysThatAreNoKeys() {
        List<String> smuggled = List.of("command=\"rm -rf /\" ssh-ed25519 AAAA");
        assertRefused(
                ErrorCode.FIELD_INVALID,
                () -> fixture.desk.order("direct", fixture.device.id(), fixture.renter.id(), 1, smuggled));
    }

    @Test
    void anOwnerTakesADeviceForOwnUseAtOnceAndForFree() {
        Device own = fixture.readyDevice(Purpose.OWN_USE);

        Order order = fixture.desk.order("direct", own.id(), fixture.owner.id(), 1, null);

        assertThat(order.state()).isEqualTo(OrderState.FULFILLED);
        assertThat(order.total().amount()).isZero();
        assertRefused(ErrorCode.NOT_FOUND, () -> fixture.desk.order("direct", own.id(), fixture.renter.id(), 1, null));
    }

    @Test
    void anUnpaidOrderExpiresAndAPaymentAfterThatIsDueARefund() {
        Order order = order(1);
        fixture.clock.forward(RentalFixture.PAY_WITHIN.plusSeconds(1));
        fixture.parts.payments.expire();

        assertThat(fixture.database.orders.find(order.id()).orElseThrow().state())
                .isEqualTo(OrderState.EXPIRED);
        assertThat(fixture.paid(order).state()).isEqualTo(OrderState.REFUND_DUE);
        assertThat(fixture.state()).isEqualTo(DeviceState.READY);
    }

    @Test
    void aCancelledOrderCanNotBecomeARental() {
        Order order = order(1);
        fixture.desk.cancel(order.id());

        assertThat(fixture.paid(order).state()).isEqualTo(OrderState.REFUND_DUE);
        assertThat(fixture.database.rentals.all()).isEmpty();
    }

    @Test
    void aRentalEndsWhenItsTimeIsUpAndNotBefore() {
        fixture.paid(order(2));
        fixture.clock.forward(Duration.ofHours(2).minusSeconds(1));
        fixture.end.endDue();
        assertThat(fixture.state()).isEqualTo(DeviceState.RENTED);

        fixture.clock.forward(Duration.ofSeconds(1));
        fixture.end.endDue();

        Device device = fixture.database.devices.find(fixture.device.id()).orElseThrow();
        assertThat(device.state()).isEqualTo(DeviceState.RESETTING);
        assertThat(device.generation()).isEqualTo(fixture.device.generation() + 1);
        assertThat(fixture.database.leases.active()).isEmpty();
        assertThat(fixture.database
                        .leases
                        .find(fixture.lease.id())
                        .orElseThrow()
                        .password())
                .isNull();
        assertThat(fixture.events.topics()).contains(Topics.LEASE_CHANGED);
    }

    @Test
    void endingTwiceChangesNothing() {
        fixture.paid(order(2));
        Rental rental = fixture.database.rentals.all().get(0);
        Rental ended = fixture.desk.end(rental.id(), EndReason.OWNER);
        fixture.clock.forward(Duration.ofMinutes(1));

        assertThat(fixture.desk.end(rental.id(), EndReason.OWNER)).isEqualTo(ended);
        assertThat(ended.state()).isEqualTo(RentalState.ENDED);
        assertThat(fixture.database
                        .devices
                        .find(fixture.device.id())
                        .orElseThrow()
                        .generation())
                .isEqualTo(fixture.device.generation() + 1);
    }

    private Order order(int hours) {
        return fixture.desk.order("direct", fixture.device.id(), fixture.renter.id(), hours, List.of());
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
    }
}

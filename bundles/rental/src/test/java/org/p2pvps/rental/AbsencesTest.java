package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.market.RefundRequest;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.Settlement;

class AbsencesTest extends RentalScene {
    private static final Duration LONGEST = Parts.UNDELIVERED_AFTER;

    @Test
    void aRentalWhoseDeviceStaysAwayEndsAndWhatWasNotDeliveredGoesBack() {
        Order order = rented(100);
        after(Duration.ofHours(10));
        leave(fixture.device);
        after(LONGEST.minusSeconds(1));
        fixture.parts.absences.endUndelivered();
        assertThat(rental().state()).isEqualTo(RentalState.ACTIVE);

        after(Duration.ofSeconds(1));
        fixture.parts.absences.endUndelivered();

        assertThat(rental().endReason()).isEqualTo(EndReason.UNDELIVERED);
        assertThat(rental().endedAt()).isEqualTo(fixture.clock.instant());
        assertThat(fixture.state()).isEqualTo(DeviceState.RESETTING);
        assertThat(fixture.database.leases.active()).isEmpty();

        fixture.parts.settling.settleEnded();
        Settlement settlement = fixture.desk.settlement(order.id());
        assertThat(settlement.chargedSeconds()).isEqualTo(10 * 3_600);
        assertThat(settlement.undeliveredSeconds()).isEqualTo(LONGEST.toSeconds());
        assertThat(settlement.refunded().amount()).isEqualTo(90 * 5);
    }

    @Test
    void itsMarketIsAskedToSendThatBackWithTheEvidence() {
        rented(100);
        leave(fixture.device);
        after(LONGEST);
        fixture.parts.absences.endUndelivered();
        fixture.parts.settling.settleEnded();
        fixture.parts.errands.run();

        RefundRequest request = fixture.market.refunds().get(0);
        assertThat(request.amount().amount()).isEqualTo(500);
        assertThat(request.settlement().reason()).isEqualTo(EndReason.UNDELIVERED);
        assertThat(request.settlement().outages()).hasSize(1);
    }

    @Test
    void renterAndOwnerAreToldWhyOnce() {
        rented(100);
        leave(fixture.device);
        after(LONGEST);
        fixture.parts.absences.endUndelivered();
        fixture.parts.absences.endUndelivered();

        List<Mail> mails = fixture.database.mails.all().stream()
                .filter(mail -> mail.kind() == MailKind.ENDED)
                .toList();
        assertThat(mails)
                .extracting(Mail::recipient)
                .containsExactlyInAnyOrder(fixture.renter.email(), fixture.owner.email());
        assertThat(mails).allSatisfy(mail -> assertThat(mail.text().value()).contains("stayed away for too long"));
    }

    @Test
    void whoComesBackInTimeStartsAnew() {
        rented(100);
        Instant left = fixture.clock.instant();
        leave(fixture.device);
        after(LONGEST.minusHours(1));
        fixture.uptime.returns(fixture.clock.instant());
        after(Duration.ofHours(2));
        leave(fixture.device);
        after(LONGEST.minusHours(1));
        fixture.parts.absences.endUndelivered();

        assertThat(left).isBefore(fixture.clock.instant());
        assertThat(rental().state()).isEqualTo(RentalState.ACTIVE);
    }

    @Test
    void whatWasBeforeTheRentalDoesNotCount() {
        Order order = order(100);
        leave(fixture.device);
        after(LONGEST);
        fixture.paid(order);
        after(LONGEST.minusMinutes(1));
        fixture.parts.absences.endUndelivered();
        assertThat(rental().state()).isEqualTo(RentalState.ACTIVE);

        after(Duration.ofMinutes(1));
        fixture.parts.absences.endUndelivered();
        assertThat(rental().endReason()).isEqualTo(EndReason.UNDELIVERED);
    }

    @Test
    void whatAnOwnerRentsOfTheirOwnRunsOn() {
        Device own = fixture.readyDevice(Purpose.OWN_USE);
        fixture.desk.order("direct", own.id(), fixture.owner.id(), 90, null);
        leave(own);
        after(LONGEST.multipliedBy(3));
        fixture.parts.absences.endUndelivered();

        assertThat(rental().state()).isEqualTo(RentalState.ACTIVE);
    }

    @Test
    void aServerThatIsToldSoNeverEndsRentalsForThat() {
        rented(100);
        leave(fixture.device);
        after(LONGEST.multipliedBy(2));
        new Absences(
                        fixture.database.devices,
                        fixture.database.rentals,
                        fixture.end,
                        fixture.uptime,
                        new Terms(Parts.LONGEST_HOURS, Duration.ZERO, fixture.clock),
                        fixture.clock)
                .endUndelivered();

        assertThat(rental().state()).isEqualTo(RentalState.ACTIVE);
    }

    private Order order(int hours) {
        return fixture.desk.order("direct", fixture.device.id(), fixture.renter.id(), hours, List.of());
    }

    private Order rented(int hours) {
        return fixture.paid(order(hours));
    }

    private void leave(Device device) {
        fixture.uptime.leaves(device.id(), fixture.clock.instant());
    }

    private void after(Duration duration) {
        fixture.clock.forward(duration);
    }

    private Rental rental() {
        return fixture.database.rentals.all().get(0);
    }
}

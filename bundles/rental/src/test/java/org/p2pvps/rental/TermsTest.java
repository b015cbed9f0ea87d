package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.market.Buyer;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.market.PlacedOrder;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.protocol.ErrorCode;

class TermsTest {
    @TempDir
    Path folder;

    private RentalFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new RentalFixture(folder);
        rentedFor(new Term(24, 48));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anOrderOutsideOfTheDevicesTermsIsRefused() {
        assertRefused("24 to 48", () -> order(23));
        assertRefused("24 to 48", () -> order(49));
        assertThat(order(24).state()).isEqualTo(OrderState.AWAITING_PAYMENT);
        assertThat(order(48).state()).isEqualTo(OrderState.AWAITING_PAYMENT);
    }

    @Test
    void noDeviceIsRentedForLongerThanTheServerAllows() {
        rentedFor(new Term(RentalFixture.LONGEST_HOURS + 1, Term.MOST_HOURS));
        assertRefused("100 to 100", () -> order(RentalFixture.LONGEST_HOURS + 1));
        assertThat(order(RentalFixture.LONGEST_HOURS).state()).isEqualTo(OrderState.AWAITING_PAYMENT);
    }

    @Test
    void ownersTakeTheirOwnForAsLongAsTheyLike() {
        Device own = fixture.readyDevice(Purpose.OWN_USE);
        fixture.database.devices.update(own.id(), found -> found.rentedFor(new Term(24, 48)));

        assertThat(fixture.desk
                        .order("direct", own.id(), fixture.owner.id(), 1, null)
                        .state())
                .isEqualTo(OrderState.FULFILLED);
    }

    @Test
    void anExtensionMayBeShortAndEndsWithinTheLongestTermFromNow() {
        fixture.paid(order(48));
        assertRefused("within 48 hours", () -> fixture.desk.extend(rental().id(), 1));

        fixture.clock.forward(Duration.ofHours(2));
        assertRefused("within 48 hours", () -> fixture.desk.extend(rental().id(), 3));
        assertRefused("within 48 hours", () -> fixture.desk.extend(rental().id(), 0));
        fixture.paid(fixture.desk.extend(rental().id(), 2));
        assertThat(rental().endsAt()).isEqualTo(fixture.clock.instant().plus(Duration.ofHours(48)));
    }

    @Test
    void extensionsThatTogetherAreTooLongArePaidBack() {
        fixture.paid(order(24));
        Order one = fixture.desk.extend(rental().id(), 20);
        Order other = fixture.desk.extend(rental().id(), 20);

        assertThat(fixture.paid(one).state()).isEqualTo(OrderState.FULFILLED);
        assertThat(fixture.paid(other).state()).isEqualTo(OrderState.REFUND_DUE);
        assertThat(fixture.database.refunds.byOrder(other.id()))
                .singleElement()
                .matches(refund -> refund.reason() == RefundReason.TERM)
                .matches(refund -> refund.amount().equals(other.total()));
    }

    @Test
    void aMarketIsToldWhatItCanSellMoreOfAtTheAgreedPrice() {
        OrderDesk desk = fixture.parts.marketDesk;
        desk.placed(placed("o1", "peer", null, 24, 100));
        assertThat(desk.extendable("direct")).as("nothing runs").isEmpty();
        desk.paid("direct", "o1", "tx1", new Money(100, "TBTC"));

        assertThat(desk.extendable("other")).as("it was bought elsewhere").isEmpty();
        assertThat(desk.extendable("direct")).singleElement().satisfies(more -> {
            assertThat(more.id()).isEqualTo(rental().id());
            assertThat(more.listing()).isEqualTo(listing());
            assertThat(more.hourlyPrice()).as("rounded up").isEqualTo(new Money(5, "TBTC"));
            assertThat(more.hours()).isEqualTo(24);
            assertThat(more.endsAt()).isEqualTo(rental().endsAt());
        });
        rentedFor(new Term(1, 24));
        assertThat(desk.extendable("direct")).as("it is as long as can be").isEmpty();

        rentedFor(new Term(1, 48));
        fixture.desk.end(rental().id(), EndReason.RENTER);
        assertThat(desk.extendable("direct")).as("it is over").isEmpty();
    }

    @Test
    void onlyTheRenterBuysMoreHoursOnAMarket() {
        OrderDesk desk = fixture.parts.marketDesk;
        desk.placed(placed("o1", "peer", null, 24, 100));
        desk.paid("direct", "o1", "tx1", new Money(100, "TBTC"));
        UUID running = rental().id();
        Instant end = rental().endsAt();
        desk.placed(placed("o2", "stranger", running, 2, 10));
        desk.placed(placed("o3", "peer", running, 2, 10));

        assertThat(desk.paid("direct", "o2", "tx2", new Money(10, "TBTC")).state())
                .isEqualTo(OrderState.REFUND_DUE);
        assertThat(desk.paid("direct", "o3", "tx3", new Money(10, "TBTC")).state())
                .isEqualTo(OrderState.FULFILLED);
        assertThat(rental().endsAt()).isEqualTo(end.plus(Duration.ofHours(2)));
    }

    @Test
    void anOrderOfAMarketOutsideOfTheTermsIsPaidBackInFullAndTheBuyerIsToldWhy() {
        Order order = fixture.parts.marketDesk.placed(new PlacedOrder(
                "direct",
                "o1",
                fixture.database.listings.all().get(0).reference(),
                null,
                new Buyer("peer", "Bea", "buyer@example.org", List.of()),
                500,
                new Money(700, "TBTC"),
                null));
        assertThat(order.state()).isEqualTo(OrderState.CANCELLED);

        Order paid = fixture.parts.marketDesk.paid("direct", "o1", "tx1", new Money(700, "TBTC"));

        assertThat(paid.state()).isEqualTo(OrderState.REFUND_DUE);
        assertThat(fixture.database.refunds.byOrder(order.id()))
                .singleElement()
                .matches(refund -> refund.reason() == RefundReason.TERM)
                .matches(refund -> refund.amount().amount() == 700);
        assertThat(fixture.database.mails.all())
                .filteredOn(mail -> mail.kind() == MailKind.REFUNDED)
                .singleElement()
                .satisfies(mail -> assertThat(mail.text().value()).contains(RefundReason.TERM.text()));
    }

    @Test
    void aTermThatChangesLeavesWhatWasOrderedAlone() {
        Order order = order(24);
        rentedFor(new Term(1, 2));

        assertThat(fixture.paid(order).state()).isEqualTo(OrderState.FULFILLED);
    }

    private void rentedFor(Term term) {
        fixture.database.devices.update(fixture.device.id(), found -> found.rentedFor(term));
    }

    private Order order(int hours) {
        return fixture.desk.order("direct", fixture.device.id(), fixture.renter.id(), hours, List.of());
    }

    private PlacedOrder placed(String externalId, String peer, UUID extended, int hours, long price) {
        Buyer buyer = new Buyer(peer, "", "buyer@example.org", List.of());
        return new PlacedOrder("direct", externalId, listing(), extended, buyer, hours, new Money(price, "TBTC"), null);
    }

    private String listing() {
        return fixture.database.listings.all().get(0).reference();
    }

    private Rental rental() {
        return fixture.database.rentals.all().get(0);
    }

    private static void assertRefused(String detail, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .withMessageContaining(detail)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.FIELD_INVALID));
    }
}

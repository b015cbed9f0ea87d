package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.market.Buyer;
import org.p2pvps.api.market.PlacedOrder;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.RefundState;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.protocol.ErrorCode;

/** What becomes of the money. The device costs 5 an hour; the server takes a tenth. */
class SettlementTest extends RentalScene {
    private Instant start;

    @BeforeEach
    void begin() {
        start = fixture.clock.instant();
    }

    @AfterEach
    void booksAreBalanced() {
        assertThat(fixture.database.ledger.unbalanced()).isZero();
    }

    @Test
    void ownerOfACompletedRentalIsCreditedAndTheServerGetsItsFee() {
        Order order = fixture.paid(order(10));
        after(Duration.ofHours(10));
        fixture.end.endDue();
        fixture.parts.settling.settleEnded();

        assertDivided(order, 45, 5, 0);
        assertThat(rental().state()).isEqualTo(RentalState.SETTLED);
        assertThat(stateOf(order)).isEqualTo(OrderState.SETTLED);
        assertThat(refunds(order)).isEmpty();
    }

    @Test
    void settlingAgainChangesNothing() {
        Order order = fixture.paid(order(10));
        after(Duration.ofHours(10));
        fixture.end.endDue();
        fixture.parts.settling.settleEnded();
        fixture.parts.settling.settleEnded();
        assertDivided(order, 45, 5, 0);
    }

    @Test
    void ownerWhoTakesTheDeviceBackEarnsWhatWasDelivered() {
        Order order = fixture.paid(order(10));
        after(Duration.ofMinutes(90));
        ended(EndReason.OWNER);

        // 1.5 of 10 hours of 50: 7.5, rounded in the renter's favour.
        assertDivided(order, 7, 0, 43);
        Refund refund = refunds(order).get(0);
        assertThat(refund.reason()).isEqualTo(RefundReason.UNUSED);
        fixture.desk.refunded(order.id(), "bank 1");
        assertThat(refunds(order)).extracting(Refund::state).containsExactly(RefundState.PAID);
        assertThat(balance(LedgerAccount.refunds(order.id(), "EUR"))).isZero();
        assertThat(mails(MailKind.REFUNDED))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text().value()).contains("0.43 EUR", "bank 1"));
    }

    @Test
    void renterWhoLeavesEarlyPaysForTheHoursThatBegan() {
        Order order = fixture.paid(order(10));
        after(Duration.ofMinutes(90));
        ended(EndReason.RENTER);
        assertDivided(order, 9, 1, 40);
    }

    @Test
    void whatWasNotDeliveredIsRefunded() {
        Order order = fixture.paid(order(10));
        fixture.uptime.outage(start.plusSeconds(3_600), start.plusSeconds(7_200));
        after(Duration.ofHours(11));
        fixture.end.endDue();
        fixture.parts.settling.settleEnded();

        assertDivided(order, 41, 4, 5);
        Settlement settlement = fixture.desk.settlement(order.id());
        assertThat(settlement.undeliveredSeconds()).isEqualTo(3_600);
        assertThat(settlement.outages()).hasSize(1);
        assertThat(settlement.reason()).isEqualTo(EndReason.TERM);
    }

    @Test
    void rentalThatRunsShowsWhatItWouldBeDividedInto() {
        Order order = fixture.paid(order(10));
        after(Duration.ofHours(4));
        Settlement preview = fixture.desk.settlement(order.id());
        assertThat(preview.reason()).isNull();
        assertThat(preview.refunded().amount()).isEqualTo(30);
    }

    @Test
    void partsOfAPaymentAddUpAndWhatIsTooMuchGoesBack() {
        Order order = order(10);
        assertThat(pay(order, "a", 20).state()).isEqualTo(OrderState.AWAITING_PAYMENT);
        assertThat(pay(order, "a", 20).state()).isEqualTo(OrderState.AWAITING_PAYMENT);
        assertThat(pay(order, "b", 33).state()).isEqualTo(OrderState.FULFILLED);
        assertThat(pay(order, "c", 7).state()).isEqualTo(OrderState.FULFILLED);

        assertThat(refunds(order))
                .extracting(refund -> refund.amount().amount())
                .containsExactlyInAnyOrder(3L, 7L);
        assertThat(refunds(order)).extracting(Refund::reason).containsOnly(RefundReason.OVERPAID);
        assertThat(balance(LedgerAccount.deposit(order.id(), "EUR"))).isEqualTo(50);
    }

    @Test
    void refusesPaymentsThatCanNotBe() {
        Order order = order(10);
        pay(order, "a", 20);
        assertRefused(() -> pay(order, "a", 21));
        assertRefused(() -> pay(order(1), "a", 20));
        assertRefused(() -> pay(order, "b", 0));
        assertRefused(() -> pay(order, "b", -1));
        assertRefused(() -> pay(order, "b", Long.MAX_VALUE));
        assertRefused(() -> fixture.desk.paid(order.id(), "b", new Money(5, "USD")));
        assertRefused(() -> pay(order, " ", 5));
        assertThat(balance(LedgerAccount.deposit(order.id(), "EUR"))).isEqualTo(20);
    }

    @Test
    void partThatWasPaidGoesBackWhenTheOrderExpires() {
        Order order = order(10);
        pay(order, "a", 20);
        after(RentalFixture.PAY_WITHIN.plusSeconds(1));
        fixture.parts.payments.expire();

        assertThat(stateOf(order)).isEqualTo(OrderState.REFUND_DUE);
        fixture.desk.refunded(order.id(), "");
        assertThat(stateOf(order)).isEqualTo(OrderState.REFUNDED);
        assertThat(pay(order, "late", 30).state()).isEqualTo(OrderState.REFUND_DUE);
        assertThat(balance(LedgerAccount.refunds(order.id(), "EUR"))).isEqualTo(30);
    }

    @Test
    void cancellingAnOrderThatRunsChangesNothing() {
        Order order = fixture.paid(order(10));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> fixture.desk.cancel(order.id()));
        assertThat(refunds(order)).isEmpty();
        fixture.parts.payments.expire();
        assertThat(stateOf(order)).isEqualTo(OrderState.FULFILLED);
    }

    @Test
    void giftCostsNothingAndWhatWasPaidGoesBack() {
        Order order = order(10);
        pay(order, "a", 20);
        assertThat(fixture.desk.granted(order.id()).state()).isEqualTo(OrderState.FULFILLED);
        assertThat(fixture.desk.granted(order.id()).state()).isEqualTo(OrderState.FULFILLED);
        assertThat(refunds(order))
                .extracting(refund -> refund.amount().amount())
                .containsExactly(20L);
        after(Duration.ofHours(10));
        fixture.end.endDue();
        fixture.parts.settling.settleEnded();
        assertDivided(order, 0, 0, 0);
    }

    @Test
    void extensionMovesTheEndAndIsSettledByItself() {
        Order first = fixture.paid(order(2));
        Order more = fixture.paid(fixture.desk.extend(rental().id(), 3));
        assertThat(more.total().amount()).isEqualTo(15);
        assertThat(rental().endsAt()).isEqualTo(start.plus(Duration.ofHours(5)));

        after(Duration.ofHours(2));
        fixture.end.endDue();
        assertThat(rental().state()).isEqualTo(RentalState.ACTIVE);
        after(Duration.ofHours(1));
        ended(EndReason.OWNER);
        assertDivided(first, 9, 1, 0);
        assertThat(fixture.desk.settlement(more.id()).refunded().amount()).isEqualTo(10);
        assertThat(fixture.database.rentals.byState(RentalState.SETTLED)).hasSize(1);
    }

    @Test
    void extensionThatIsPaidTooLateGoesBack() {
        fixture.paid(order(2));
        Order more = fixture.desk.extend(rental().id(), 3);
        assertThat(more.payBy()).isEqualTo(rental().endsAt());
        ended(EndReason.RENTER);
        assertThat(fixture.paid(more).state()).isEqualTo(OrderState.REFUND_DUE);
    }

    @Test
    void rentalCanNotBeExtendedBeyondTheLongestTerm() {
        fixture.paid(order(2));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> fixture.desk.extend(rental().id(), RentalFixture.LONGEST_HOURS - 1));
    }

    @Test
    void buyerWithoutAnAccountRentsByAMarket() {
        assertThat(placed("o1", 2).state()).isEqualTo(OrderState.AWAITING_PAYMENT);
        assertThat(placed("o1", 2)).isEqualTo(placed("o1", 2));
        Order paid = fixture.parts.marketDesk.paid("direct", "o1", "tx1", new Money(700, "TBTC"));
        assertThat(fixture.parts.marketDesk.paid("direct", "o1", "tx1", new Money(700, "TBTC")))
                .isEqualTo(paid);

        assertThat(paid.state()).isEqualTo(OrderState.FULFILLED);
        assertThat(fixture.database.mails.all()).extracting(Mail::recipient).contains("buyer@example.org");
        assertThat(fixture.database.accounts.find(paid.renterId()).orElseThrow().canSignIn())
                .isFalse();
        fixture.parts.errands.run();
        assertThat(fixture.database.orders.undelivered()).isEmpty();

        Order second = placed("o2", 2);
        assertThat(second.state()).isEqualTo(OrderState.CANCELLED);
        assertThat(fixture.parts
                        .marketDesk
                        .paid("direct", "o2", "tx2", new Money(700, "TBTC"))
                        .state())
                .isEqualTo(OrderState.REFUND_DUE);
        fixture.parts.errands.run();
        assertThat(refunds(second)).extracting(Refund::state).containsExactly(RefundState.NEEDS_ADMIN);
        fixture.parts.marketDesk.refunded("direct", "o2", "tx3", new Money(700, "TBTC"));
        assertThat(fixture.parts
                        .marketDesk
                        .refunded("direct", "o2", "tx3", new Money(700, "TBTC"))
                        .state())
                .isEqualTo(OrderState.REFUNDED);
    }

    @Test
    void foreignOrderIsNoneOfOurs() {
        PlacedOrder foreign = new PlacedOrder(
                "direct", "o9", "unknown", null, new Buyer("peer", "", null, List.of()), 1, new Money(1, "TBTC"), null);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> fixture.parts.marketDesk.placed(foreign))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(fixture.database.orders.all()).isEmpty();
    }

    @Test
    void rulingReplacesOurOwnDivision() {
        Order order = fixture.paid(order(10));
        after(Duration.ofHours(10));
        fixture.end.endDue();
        fixture.parts.settling.settleEnded();
        ruled(order, "r1", 20);
        ruled(order, "r1", 20);
        assertDivided(order, 27, 3, 20);
        assertThat(balance(LedgerAccount.held("direct", "EUR"))).isEqualTo(30);
        ruled(order, "r2", 10);
        assertDivided(order, 27, 3, 20);
    }

    @Test
    void rulingAfterThePayoutLeavesAClaimOnTheOwner() {
        Order order = fixture.paid(order(10));
        after(Duration.ofHours(10));
        fixture.end.endDue();
        fixture.parts.settling.settleEnded();
        fixture.database.transactions.run(
                () -> fixture.parts.ledger.paidOut(fixture.owner.id(), "direct", new Money(45, "EUR"), "bank 7"));
        ruled(order, "r1", 5);
        assertThat(balance(LedgerAccount.claims(fixture.owner.id(), "EUR"))).isEqualTo(4);
        assertThat(fixture.parts.ledger.payable(fixture.owner.id(), "EUR").amount())
                .isEqualTo(-4);
    }

    @Test
    void rulingCreditsTheOwnerWithWhatCameIn() {
        Order order = fixture.paid(order(10));
        after(Duration.ofHours(10));
        fixture.end.endDue();
        fixture.parts.settling.settleEnded();
        ruled(order, "r1", 15, 30);

        assertDivided(order, 27, 3, 15);
        assertThat(fixture.desk.settlement(order.id()).marketFee().amount()).isEqualTo(5);
        assertThat(balance(LedgerAccount.earnings(fixture.owner.id(), "EUR"))).isEqualTo(27);
        assertThat(balance(LedgerAccount.held("direct", "EUR"))).isEqualTo(30);
        LedgerAccount taken = LedgerAccount.marketFees("direct", "EUR");
        assertThat(fixture.database.ledger.balance(taken).credits()).isEqualTo(5);
        assertThat(balance(taken)).isZero();
    }

    @Test
    void whatWentBackBeforeARulingComesOffTheOwnersPart() {
        Order order = fixture.paid(order(10));
        fixture.parts.marketDesk.refunded("direct", order.externalId(), "by hand", new Money(20, "EUR"));
        ruled(order, "r1", 15, 30);

        assertDivided(order, 23, 2, 20);
        assertThat(fixture.desk.settlement(order.id()).marketFee().amount()).isEqualTo(5);
    }

    @Test
    void rulingThatGivesMoreThanWasPaidIsRefused() {
        Order order = fixture.paid(order(10));
        assertRefused(() -> ruled(order, "r1", 21, 30));
        assertRefused(() -> ruled(order, "r1", 21, -1));
        assertRefused(() -> ruled(order, "r1", 0, Long.MAX_VALUE));
        assertThat(stateOf(order)).isEqualTo(OrderState.FULFILLED);
    }

    @Test
    void payoutCountsOnceAndTheOwnerIsTold() {
        fixture.paid(order(10));
        after(Duration.ofHours(10));
        fixture.end.endDue();
        fixture.parts.settling.settleEnded();

        payOut(40);
        assertThat(payOut(40).amount()).as("what can still be paid").isEqualTo(5);
        assertThat(mails(MailKind.PAYOUT))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text().value()).contains("0.40 EUR", "bank 40"));
        assertRefused(() -> payOut(6));
    }

    private Money payOut(long amount) {
        Payouts payouts = new Payouts(
                fixture.database.transactions,
                fixture.database.accounts,
                fixture.parts.ledger,
                new RenterMails(fixture.database.accounts, fixture.database.mails),
                fixture.clock);
        return payouts.record(fixture.owner.id(), "direct", new Money(amount, "EUR"), "bank " + amount);
    }

    private List<Mail> mails(MailKind kind) {
        return fixture.database.mails.all().stream()
                .filter(mail -> mail.kind() == kind)
                .toList();
    }

    /** Of 50 that were paid. */
    private void ruled(Order order, String reference, long toBuyer) {
        ruled(order, reference, toBuyer, 50 - toBuyer);
    }

    private void ruled(Order order, String reference, long toBuyer, long toVendor) {
        fixture.parts.marketDesk.ruled(
                "direct", order.externalId(), reference, new Money(toBuyer, "EUR"), new Money(toVendor, "EUR"));
    }

    private Order placed(String externalId, int hours) {
        String listing = fixture.database.listings.all().get(0).reference();
        Buyer buyer = new Buyer("peer", "Bea", "buyer@example.org", List.of("no key"));
        return fixture.parts.marketDesk.placed(
                new PlacedOrder("direct", externalId, listing, null, buyer, hours, new Money(700, "TBTC"), null));
    }

    private Order order(int hours) {
        return fixture.desk.order("direct", fixture.device.id(), fixture.renter.id(), hours, List.of());
    }

    private Order pay(Order order, String reference, long amount) {
        return fixture.desk.paid(order.id(), reference, new Money(amount, "EUR"));
    }

    private void after(Duration duration) {
        fixture.clock.forward(duration);
    }

    private void ended(EndReason reason) {
        fixture.desk.end(rental().id(), reason);
        fixture.parts.settling.settleEnded();
    }

    private Rental rental() {
        return fixture.database.rentals.all().get(0);
    }

    private OrderState stateOf(Order order) {
        return fixture.database.orders.find(order.id()).orElseThrow().state();
    }

    private List<Refund> refunds(Order order) {
        return fixture.database.refunds.byOrder(order.id());
    }

    private long balance(LedgerAccount account) {
        return fixture.database.ledger.balance(account).amount();
    }

    private void assertDivided(Order order, long earned, long fee, long refunded) {
        Settlement settlement = fixture.desk.settlement(order.id());
        assertThat(List.of(
                        settlement.earned().amount(),
                        settlement.fee().amount(),
                        settlement.refunded().amount()))
                .containsExactly(earned, fee, refunded);
        UUID owner = fixture.owner.id();
        assertThat(balance(LedgerAccount.earnings(owner, "EUR"))).isGreaterThanOrEqualTo(earned);
        assertThat(balance(LedgerAccount.deposit(order.id(), "EUR"))).isZero();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.PAYMENT_MISMATCH));
    }
}

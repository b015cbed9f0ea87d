package org.p2pvps.openbazaar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundState;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.openbazaar.standin.Store;
import org.p2pvps.persistence.Samples;
import org.p2pvps.rental.TestDesk;

/** What becomes of the store's orders at the real order desk, over a real database. */
class OrderDeskTest {
    @TempDir
    private Path folder;

    private World world;
    private World.Process process;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        process = world.start();
    }

    @AfterEach
    void close() throws Exception {
        assertThat(world.database.ledger.unbalanced()).isZero();
        world.close();
    }

    @Test
    void buyerGetsTheLoginInTheOrderAndByMail() {
        String key = Samples.accountKey(world.owner.id()).key().line();
        String order = bought("write to Bob@Example.test", "my key:\n" + key, 2);
        paid(order);

        assertThat(world.order(order).sshKeys()).isEqualTo(key);
        assertThat(store().delivered(order).at("/0/digitalDelivery/0/url").asText())
                .isEqualTo("ssh://vps@vps.example.org:20000");
        assertThat(store().delivered(order).at("/0/digitalDelivery/0/password").asText())
                .isEqualTo("password-20000");
        assertThat(mails("bob@example.test", MailKind.CREDENTIALS)).hasSize(1);
        assertThat(world.rental(order).state()).isEqualTo(RentalState.ACTIVE);
        assertThat(world.order(order).deliveredAt()).isNotNull();
    }

    @Test
    void buyerWithoutAnAddressGetsTheLoginInTheOrderAlone() {
        String order = bought("call me", "no key", 2);
        paid(order);

        assertThat(store().delivered(order)).hasSize(1);
        assertThat(world.database.mails.all()).extracting(Mail::recipient).containsOnly(world.owner.email());
    }

    @Test
    void nobodyRentsUnpaidAndALatePaymentGoesBack() {
        String order = bought("bob@example.test", "", 2);
        live();
        assertThat(world.state(order)).isEqualTo(OrderState.AWAITING_PAYMENT);

        world.clock.forward(TestDesk.PAY_WITHIN.plusSeconds(1));
        live();
        assertThat(world.state(order)).isEqualTo(OrderState.EXPIRED);
        assertThat(store().stateOf(order)).isEqualTo("AWAITING_PAYMENT");

        paid(order);
        assertThat(store().stateOf(order)).isEqualTo("REFUNDED");
        assertThat(world.state(order)).isEqualTo(OrderState.REFUNDED);
        assertThat(mails("bob@example.test", MailKind.REFUNDED))
                .as("promised and sent")
                .hasSize(2);
    }

    @Test
    void unconfirmedPaymentTakesTheDeviceOffTheStoreAndGivesNothing() {
        String order = bought("bob@example.test", "", 2);
        store().pay(order);
        live();

        assertThat(world.tracked(order).progress()).isEqualTo(SaleProgress.RESERVED);
        assertThat(store().slugs()).isEmpty();
        assertThat(world.state(order)).isEqualTo(OrderState.AWAITING_PAYMENT);
        assertThat(world.database.rentals.all()).isEmpty();
    }

    @Test
    void partsOfAPaymentThatNeverBecomesWholeAreATask() {
        String order = bought("bob@example.test", "", 2);
        store().pay(order, BigInteger.valueOf(5_000));
        store().mine(1);
        live();
        assertThat(world.paid(order)).isEqualTo(5_000);

        world.clock.forward(TestDesk.PAY_WITHIN.plusSeconds(1));
        live();
        assertThat(world.state(order)).isEqualTo(OrderState.REFUND_DUE);
        assertThat(states(order)).containsExactly(RefundState.NEEDS_ADMIN);
    }

    @Test
    void secondOrderForOneDeviceIsPaidBackAndTold() {
        String slug = listed();
        String first = store().buy(slug, 2, "ada@example.test", "", false);
        String second = store().buy(slug, 2, "eve@example.test", "", false);
        live();
        store().pay(first);
        store().mine(1);
        live();
        paid(second);

        assertThat(world.state(first)).isEqualTo(OrderState.FULFILLED);
        assertThat(world.state(second)).isEqualTo(OrderState.REFUNDED);
        assertThat(store().stateOf(second)).isEqualTo("REFUNDED");
        assertThat(world.refunds(second).get(0).amount().amount()).isEqualTo(2 * World.PRICE);
        assertThat(mails("eve@example.test", MailKind.REFUNDED))
                .as("promised and sent")
                .hasSize(2);
        assertThat(mails("eve@example.test", MailKind.CREDENTIALS)).isEmpty();
    }

    @Test
    void quantityZeroIsOneHourAsTheDaemonCharges() {
        String order = bought("bob@example.test", "", 0);
        paid(order);

        assertThat(world.order(order).hours()).isEqualTo(1);
        assertThat(world.paid(order)).isEqualTo(World.PRICE);
        assertThat(world.state(order)).isEqualTo(OrderState.FULFILLED);
    }

    @Test
    void onePaymentForTwoOrdersCountsForBoth() {
        String first = bought("ada@example.test", "", 1);
        String second = bought("eve@example.test", "", 1);
        store().payTogether(first, second);
        store().mine(1);
        live();

        assertThat(world.state(first)).isEqualTo(OrderState.FULFILLED);
        assertThat(world.state(second)).isEqualTo(OrderState.FULFILLED);
    }

    @Test
    void offlineOrderThatIsTrustedAtOnceIsAcceptedBeforeItsRentalBegins() throws Exception {
        world.with("confirmations", 0);
        process = world.start();
        String slug = listed();
        store().online(false);
        String order = store().buy(slug, 2, "bob@example.test", "", false);
        store().pay(order);
        store().online(true);
        live();
        assertThat(world.state(order)).isEqualTo(OrderState.AWAITING_PAYMENT);

        store().mine(1);
        live();
        assertThat(store().stateOf(order)).isEqualTo("FULFILLED");
        assertThat(world.state(order)).isEqualTo(OrderState.FULFILLED);
    }

    @Test
    void offlineOrderForADeviceThatIsNotThereIsDeclined() {
        String slug = listed();
        store().online(false);
        String order = store().buy(slug, 2, "bob@example.test", "", false);
        store().pay(order);
        store().online(true);
        world.disconnect(slug);
        store().mine(1);
        live();

        assertThat(store().stateOf(order)).isEqualTo("DECLINED");
        assertThat(world.state(order)).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void partOfADirectOrderIsATaskUnlessTheWalletMayPay() {
        String order = bought("bob@example.test", "", 4);
        paid(order);
        world.quarterLost(order);
        live();

        assertThat(store().spendings()).isEmpty();
        assertThat(world.refunds(order)).singleElement().satisfies(refund -> {
            assertThat(refund.state()).isEqualTo(RefundState.NEEDS_ADMIN);
            assertThat(refund.note()).contains("Pay 10000", "refund" + order);
        });
    }

    @Test
    void partOfADirectOrderIsPaidOutOfTheWalletIfItMay() {
        world.with("maySpend", true);
        process = world.start();
        String order = bought("bob@example.test", "", 4);
        paid(order);
        world.quarterLost(order);
        live();

        assertThat(store().spendings())
                .singleElement()
                .satisfies(paid -> assertThat(paid.path("address").asText()).isEqualTo("refund" + order));
        assertThat(states(order)).containsExactly(RefundState.PAID);
        assertThat(world.state(order)).isEqualTo(OrderState.SETTLED);
        assertThat(world.deposit(order)).isZero();
    }

    @Test
    void moderatedOrderThatIsPaidInPartIsNeverPaidOutOfTheWallet() {
        world.with("maySpend", true);
        process = world.start();
        String order = store().buy(listed(), 2, "bob@example.test", "", true);
        store().pay(order, BigInteger.valueOf(5_000));
        store().mine(1);
        live();
        world.clock.forward(TestDesk.PAY_WITHIN.plusSeconds(1));
        live();

        assertThat(store().spendings()).isEmpty();
        assertThat(states(order)).containsExactly(RefundState.NEEDS_ADMIN);
    }

    @Test
    void disputeBeforeTheHandOverEndsAsTheModeratorSays() {
        world.with("confirmations", 3);
        process = world.start();
        String order = store().buy(listed(), 4, "bob@example.test", "", true);
        store().pay(order);
        live();
        world.clock.forward(TestDesk.PAY_WITHIN.plusSeconds(1));
        live();
        assertThat(world.state(order)).isEqualTo(OrderState.EXPIRED);
        store().dispute(order, "I waited too long");
        store().mine(3);
        live();
        store().rule(order, 100);
        live();

        assertThat(world.tracked(order).fault()).isEmpty();
        assertThat(world.state(order)).isEqualTo(OrderState.SETTLED);
        assertThat(world.database.rentals.all()).isEmpty();
    }

    @Test
    void rulingGivesTheOwnerWhatCameInAndNotWhatModeratorAndNetworkTook() {
        String order = store().buy(listed(), 4, "bob@example.test", "", true);
        paid(order);
        world.quarterLost(order);
        live();
        assertThat(store().stateOf(order)).isEqualTo("DISPUTED");
        store().pay(order, BigInteger.valueOf(2_000));
        store().mine(1);
        store().rule(order, 25);
        live();

        assertThat(world.tracked(order).fault()).isEmpty();
        Settlement settlement = world.settlement(order);
        assertThat(settlement.price().amount())
                .as("with what came in meanwhile")
                .isEqualTo(42_000);
        assertThat(settlement.marketFee().amount()).isEqualTo(Store.TAKEN_BY_OTHERS);
        assertThat(settlement.refunded().amount()).isEqualTo(7_500);
        assertThat(settlement.earned().plus(settlement.fee()).amount()).isEqualTo(22_500);
        assertThat(world.held()).as("what is in the wallet").isEqualTo(22_500);
        assertThat(world.deposit(order)).isZero();
    }

    @Test
    void rulingCountsEvenIfItIsFirstSeenByWhoAsksForTheRefund() {
        String order = store().buy(listed(), 4, "bob@example.test", "", true);
        paid(order);
        world.quarterLost(order);
        live();
        store().rule(order, 10);
        store().state(order, "RESOLVED");
        for (int round = 0; round < 3; round++) {
            process.desk().sweep();
            process.seller().wishes().round();
        }
        live();

        assertThat(states(order)).containsExactlyInAnyOrder(RefundState.VOID, RefundState.PAID);
        assertThat(world.settlement(order).refunded().amount()).isEqualTo(2_800);
        assertThat(world.held()).isEqualTo(25_200);
    }

    @Test
    void renterBuysMoreHoursAtTheAgreedPriceAndStays() {
        String slug = listed();
        String first = rented(slug, 2);
        Instant end = world.rental(first).endsAt();
        world.priced(slug, 5 * World.PRICE);
        live();
        String order = store().buy(Slugs.more(slug), 3, "bob@example.test", "", false);
        live();
        paid(order);

        assertThat(world.rental(first).endsAt()).isEqualTo(end.plus(Duration.ofHours(3)));
        assertThat(world.order(order).extendedRentalId())
                .isEqualTo(world.rental(first).id());
        assertThat(world.order(order).total().amount()).isEqualTo(3 * World.PRICE);
        assertThat(world.order(order).deliveredAt()).isNotNull();
        assertThat(mails("bob@example.test", MailKind.EXTENDED)).hasSize(1);
        assertThat(mails("bob@example.test", MailKind.CREDENTIALS)).hasSize(1);
        assertThat(store().stateOf(order)).isEqualTo("FULFILLED");
        assertThat(store().delivered(order)).as("told once").hasSize(1);
        assertThat(store().delivered(order).toString())
                .as("who has a login needs no other")
                .doesNotContain("password");

        world.clock.forward(Duration.ofHours(5).plusSeconds(1));
        live();
        assertThat(List.of(world.state(first), world.state(order))).containsOnly(OrderState.SETTLED);
        assertThat(world.refunds(order)).isEmpty();
        assertThat(world.deposit(first) + world.deposit(order)).isZero();
    }

    @Test
    void hoursThatArePaidWhenTheRentalIsOverArePaidBack() {
        String slug = listed();
        rented(slug, 2);
        String seen = store().buy(Slugs.more(slug), 1, "bob@example.test", "", false);
        live();
        String unseen = store().buy(Slugs.more(slug), 1, "bob@example.test", "", false);
        world.clock.forward(Duration.ofHours(2).plusSeconds(1));
        store().pay(seen);
        paid(unseen);
        live();

        assertThat(List.of(store().stateOf(seen), store().stateOf(unseen))).containsOnly("REFUNDED");
        assertThat(List.of(world.state(seen), world.state(unseen))).containsOnly(OrderState.REFUNDED);
        assertThat(store().slugs()).as("over is over").doesNotContain(Slugs.more(slug));
    }

    @Test
    void hoursThatSomebodyElseBuysByMistakeArePaidBack() {
        String slug = listed();
        String first = rented(slug, 2);
        Instant end = world.rental(first).endsAt();
        store().customer("QmStranger");
        String order = store().buy(Slugs.more(slug), 1, "eve@example.test", "", false);
        paid(order);

        assertThat(world.state(order)).isEqualTo(OrderState.REFUNDED);
        assertThat(store().stateOf(order)).isEqualTo("REFUNDED");
        assertThat(store().delivered(order)).isEmpty();
        assertThat(world.rental(first).endsAt()).isEqualTo(end);
    }

    @Test
    void hoursThatTogetherAreTooManyArePaidBack() {
        String slug = listed();
        String first = rented(slug, 2);
        Instant end = world.rental(first).endsAt();
        List<String> orders = List.of(
                store().buy(Slugs.more(slug), 512, "bob@example.test", "", false),
                store().buy(Slugs.more(slug), 512, "bob@example.test", "", false));
        orders.forEach(store()::pay);
        store().mine(1);
        live();

        assertThat(orders)
                .extracting(world::state)
                .containsExactlyInAnyOrder(OrderState.FULFILLED, OrderState.REFUNDED);
        assertThat(orders).extracting(store()::stateOf).containsExactlyInAnyOrder("FULFILLED", "REFUNDED");
        assertThat(world.rental(first).endsAt()).isEqualTo(end.plus(Duration.ofHours(512)));
    }

    @Test
    void hoursWithQuantityZeroAreOneHour() {
        String slug = listed();
        String first = rented(slug, 2);
        Instant end = world.rental(first).endsAt();
        paid(store().buy(Slugs.more(slug), 0, "", "", false));

        assertThat(world.rental(first).endsAt()).isEqualTo(end.plus(Duration.ofHours(1)));
    }

    @Test
    void hoursOrderedWhileTheStoreWasAwayAreAddedIfTheyCanBeAndElseDeclined() {
        String slug = listed();
        String first = rented(slug, 2);
        Instant end = world.rental(first).endsAt();
        store().online(false);
        List<String> orders = List.of(
                store().buy(Slugs.more(slug), 5_000, "", "", false), store().buy(Slugs.more(slug), 4, "", "", false));
        orders.forEach(store()::pay);
        store().online(true);
        store().mine(1);
        live();

        assertThat(orders).extracting(store()::stateOf).containsExactly("DECLINED", "FULFILLED");
        assertThat(world.rental(first).endsAt()).isEqualTo(end.plus(Duration.ofHours(4)));
    }

    @Test
    void hoursOrderedWhileTheStoreWasAwayOfARentalThatIsOverAreDeclined() {
        String slug = listed();
        rented(slug, 2);
        store().online(false);
        String order = store().buy(Slugs.more(slug), 1, "", "", false);
        store().pay(order);
        store().online(true);
        world.clock.forward(Duration.ofHours(2).plusSeconds(1));
        process.desk().sweep();
        store().mine(1);
        live();

        assertThat(store().stateOf(order)).isEqualTo("DECLINED");
        assertThat(world.state(order)).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void everythingThatIsSaidTwiceChangesNothing() {
        String slug = listed();
        String first = store().buy(slug, 2, "ada@example.test", "", false);
        String second = store().buy(slug, 2, "eve@example.test", "", false);
        store().pay(first);
        store().pay(second);
        store().mine(1);
        live();
        paid(store().buy(Slugs.more(slug), 1, "ada@example.test", "", false));
        List<String> writes = world.standIn.writes();
        int mails = world.database.mails.all().size();
        process = world.start();
        live();

        assertThat(world.standIn.writes())
                .filteredOn(write -> !write.contains("/ob/images"))
                .isEqualTo(writes.stream()
                        .filter(write -> !write.contains("/ob/images"))
                        .toList());
        assertThat(world.database.mails.all()).hasSize(mails);
        assertThat(world.database.rentals.all()).hasSize(1);
        assertThat(world.paid(first) + world.paid(second)).isEqualTo(4 * World.PRICE);
    }

    private Store store() {
        return world.standIn.store();
    }

    private String listed() {
        String slug = world.list();
        live();
        assertThat(store().slugs()).contains(slug);
        return slug;
    }

    private String bought(String contact, String memo, long hours) {
        return store().buy(listed(), hours, contact, memo, false);
    }

    private String rented(String slug, long hours) {
        String order = store().buy(slug, hours, "bob@example.test", "", false);
        paid(order);
        assertThat(store().slugs()).containsExactly(Slugs.more(slug));
        return order;
    }

    private void paid(String order) {
        store().pay(order);
        store().mine(1);
        live();
    }

    private void live() {
        for (int round = 0; round < 4; round++) {
            process.round();
        }
    }

    private List<Mail> mails(String recipient, MailKind kind) {
        return world.database.mails.all().stream()
                .filter(mail -> mail.recipient().equals(recipient) && mail.kind() == kind)
                .toList();
    }

    private List<RefundState> states(String order) {
        return world.refunds(order).stream().map(Refund::state).toList();
    }
}

package org.p2pvps.openbazaar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.openbazaar.standin.Fault;
import org.p2pvps.openbazaar.standin.Store;

/** What is in the store, and what becomes of it when the daemon is not well. */
class StorefrontTest {
    @TempDir
    private Path folder;

    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void putsUpWhatIsListedAsOwnersWroteIt() {
        String slug = world.list();
        start().round();

        assertThat(store().slugs()).containsExactly(slug);
        assertThat(store().listing(slug).at("/item/bigPrice").asText()).isEqualTo("10000");
        assertThat(store().listing(slug).at("/item/description").asText()).startsWith("a &lt;b&gt;box&lt;/b&gt;");
        assertThat(store().listing(slug).at("/item/skus/0/productID").asText())
                .isEqualTo(Slugs.product(slug))
                .hasSizeLessThanOrEqualTo(40);
        assertThat(store().stock(slug)).isEqualTo(BigInteger.valueOf(720));
    }

    @Test
    void keepsWithinTheDaemonsLimitsWhateverDevicesAreCalled() {
        String slug = world.list("<" + "\u00e4&\uD83D\uDE00".repeat(19) + ">", "arm 64");
        start().round();

        assertThat(store().slugs()).containsExactly(slug);
        assertThat(store().listing(slug).at("/item/title").asText())
                .startsWith("&lt;ä&amp;")
                .endsWith("ä (per hour)");
    }

    @Test
    void saysForHowLongADeviceIsRentedAndWhatBecomesOfARentalItLeavesAlone() {
        String slug = world.list();
        world.rentedFor(slug, new Term(3, 48));
        start().round();

        assertThat(store().listing(slug).at("/item/description").asText()).contains("Order from 3 to 48 hours;");
        assertThat(store().listing(slug).at("/termsAndConditions").asText())
                .startsWith(Settings.of(Map.of()).terms())
                .contains("away for 6 hours on end", "are refunded");
        assertThat(store().stock(slug)).as("no more than can be ordered").isEqualTo(BigInteger.valueOf(48));
    }

    @Test
    void putsUpAgainWhatIsRentedForOtherTerms() {
        String slug = world.list();
        Seller seller = start();
        seller.round();
        world.rentedFor(slug, new Term(1, 24));
        seller.compare();

        assertThat(store().listing(slug).at("/item/description").asText()).contains("Order from 1 to 24 hours;");
        assertThat(store().stock(slug)).isEqualTo(BigInteger.valueOf(24));
    }

    @Test
    void putsNothingUpAgainThatIsTheSame() {
        String slug = world.list();
        start().round();
        String hash = store().hash(slug);
        Seller later = start();
        later.round();
        later.compare();

        assertThat(store().hash(slug)).isEqualTo(hash);
    }

    @Test
    void takesDownWhatIsSoldAtOnce() {
        String slug = world.list();
        Seller seller = start();
        seller.round();
        world.takeAway(slug);
        seller.compare();

        assertThat(store().slugs()).isEmpty();
    }

    @Test
    void sellsMoreHoursOfWhatIsRentedToItsRenterAlone() {
        String slug = rented(2);
        JsonNode more = store().listing(Slugs.more(slug));

        assertThat(store().slugs()).containsExactly(Slugs.more(slug));
        assertThat(more.at("/item/title").asText()).isEqualTo("More hours for the renter of Pi (per hour)");
        assertThat(more.at("/item/description").asText()).startsWith("Only for whoever rents this server now");
        assertThat(more.at("/item/bigPrice").asText()).isEqualTo("10000");
        assertThat(more.at("/metadata/acceptedCurrencies")).hasSize(1);
        assertThat(more.at("/item/skus/0/productID").asText()).endsWith("-more").hasSizeLessThanOrEqualTo(40);
        assertThat(Instant.parse(more.at("/metadata/expiry").asText()))
                .as("nobody can buy more of what is over")
                .isBeforeOrEqualTo(world.clock.instant().plus(Duration.ofHours(2)));
        assertThat(store().stock(Slugs.more(slug))).isEqualTo(BigInteger.valueOf(512));
    }

    @Test
    void putsMoreHoursUpAnewOnlyWhenTwiceAsManyCanBeHad() {
        String more = Slugs.more(rented(720));
        assertThat(store().slugs()).as("as long as can be").isEmpty();

        List<BigInteger> stocks = new ArrayList<>();
        Set<String> hashes = new HashSet<>();
        Seller seller = start();
        for (int hour = 1; hour <= 9; hour++) {
            world.clock.forward(Duration.ofHours(1));
            seller.round();
            seller.compare();
            stocks.add(store().stock(more));
            hashes.add(store().hash(more));
        }
        assertThat(stocks).extracting(BigInteger::intValue).containsExactly(1, 2, 2, 4, 4, 4, 4, 8, 8);
        assertThat(hashes).hasSize(4);
    }

    @Test
    void bringsBackMoreHoursThatTheDaemonLostAndTakesThemDownForGood() throws Exception {
        String more = Slugs.more(rented(2));
        delete(more);
        start().round();
        assertThat(store().slugs()).containsExactly(more);

        world.clock.forward(Duration.ofHours(2));
        World.Process process = world.start();
        process.seller().round();
        assertThat(store().slugs()).as("even if nobody ended the rental yet").isEmpty();
        process.round();
        process.round();
        assertThat(store().slugs()).isEmpty();
    }

    @Test
    void removesItsOwnOrphansAndNobodyElsesListings() throws Exception {
        String slug = world.list();
        start().round();
        ObjectNode copy = store().listing(slug).deepCopy();
        send("/ob/listing", copy.put("slug", "grandmas-cookies").toString());
        send("/ob/listing", copy.put("slug", "p2pvps-" + "0".repeat(32) + "-7").toString());
        send(
                "/ob/listing",
                copy.put("slug", "p2pvps-" + "0".repeat(32) + "-7-more").toString());
        start().round();

        assertThat(store().slugs()).containsExactlyInAnyOrder(slug, "grandmas-cookies");
    }

    @Test
    void bringsBackWhatTheDaemonLostAndStockThatWasTakenForNothing() throws Exception {
        String lost = world.list();
        String drained = world.list();
        start().round();
        delete(lost);
        String order = store().buy(drained, 700, "", "", false);
        store().pay(order);
        store().state(order, "CANCELED");
        start().round();

        assertThat(store().slugs()).contains(lost, drained);
        assertThat(store().stock(drained)).isEqualTo(BigInteger.valueOf(720));
    }

    @Test
    void ignoresOrdersForOtherListings() throws Exception {
        String slug = world.list();
        start().round();
        ObjectNode copy = store().listing(slug).deepCopy();
        send("/ob/listing", copy.put("slug", "grandmas-cookies").toString());
        String order = store().buy("grandmas-cookies", 1, "", "", false);
        store().pay(order);
        store().mine(3);
        start().round();

        assertThat(world.find(order)).isEmpty();
        assertThat(store().stateOf(order)).isEqualTo("AWAITING_FULFILLMENT");
        assertThat(world.database.sales.all()).isEmpty();
    }

    @Test
    void waitsForConfirmationsThatCanBeBelieved() {
        world.with("confirmations", 3);
        String slug = world.list();
        Seller seller = start();
        seller.round();
        String order = store().buy(slug, 0, "write to: Bob@Example.test!", "hello", false);
        store().pay(order);
        store().catchingUp(true);
        store().mine(2);
        seller.round();
        assertThat(world.tracked(order).progress()).isEqualTo(SaleProgress.RESERVED);
        assertThat(store().slugs()).isEmpty();

        store().catchingUp(false);
        seller.round();
        assertThat(world.paid(order)).isZero();

        store().mine(1);
        seller.round();
        assertThat(world.paid(order)).isEqualTo(World.PRICE);
        assertThat(world.order(order).hours()).isEqualTo(1);
        assertThat(world.order(order).contact()).isEqualTo("bob@example.test");
    }

    @Test
    void recordsWhatItDoesNotUnderstandAndGoesOnWithTheRest() {
        String strange = world.list();
        String plain = world.list();
        Seller seller = start();
        seller.round();
        String first = store().buy(strange, 1, "", "", false);
        String second = store().buy(plain, 1, "", "", false);
        store().pay(first);
        store().pay(second);
        store().mine(1);
        store().state(first, "ON_THE_MOON");
        seller.round();

        assertThat(world.tracked(first).progress()).isEqualTo(SaleProgress.UNUSABLE);
        assertThat(world.tracked(first).fault()).contains("UNKNOWN");
        assertThat(seller.status().detail()).contains(first);
        assertThat(world.paid(second)).isEqualTo(World.PRICE);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void recoversFromAnyNonsense(Fault fault) {
        world.timeout(Duration.ofSeconds(2));
        String slug = world.list();
        World.Process process = world.start();
        process.seller().round();
        String order = store().buy(slug, 2, "bob@example.test", "", false);
        store().pay(order);
        store().mine(1);
        world.standIn.plan(fault, "", "", 6);
        for (int round = 0; round < 6; round++) {
            process.round();
        }
        world.standIn.planNothing();
        for (int round = 0; round < 4; round++) {
            process.round();
        }

        assertThat(store().stateOf(order)).isEqualTo("FULFILLED");
        assertThat(world.paid(order)).isEqualTo(2 * World.PRICE);
        assertThat(store().slugs()).containsExactly(Slugs.more(slug));
        assertThat(process.seller().status().up()).isTrue();
    }

    @Test
    void saysThatTheDaemonIsDownAndComesBackByItself() {
        String slug = world.list();
        Seller seller = start();
        world.standIn.reachable(false);
        seller.round();
        assertThat(seller.status().up()).isFalse();
        assertThat(seller.status().detail()).contains("daemon");

        world.standIn.reachable(true);
        seller.round();
        assertThat(seller.status().up()).isTrue();
        assertThat(store().slugs()).containsExactly(slug);
    }

    /** The slug of a device that is rented by now. */
    private String rented(long hours) {
        String slug = world.list();
        World.Process process = world.start();
        process.round();
        String order = store().buy(slug, hours, "bob@example.test", "", false);
        store().pay(order);
        store().mine(1);
        for (int round = 0; round < 4; round++) {
            process.round();
        }
        assertThat(store().stateOf(order)).isEqualTo("FULFILLED");
        return slug;
    }

    private void delete(String slug) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url("/ob/listing/" + slug))
                                .DELETE()
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private Seller start() {
        return world.start().seller();
    }

    private Store store() {
        return world.standIn.store();
    }

    private void send(String path, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url(path))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(new ObjectMapper().readTree(answer.body()).has("slug")).isTrue();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + world.standIn.port() + path);
    }
}

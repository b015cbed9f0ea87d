package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;
import org.p2pvps.api.Topics;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.market.Delivery;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.RefundAnswer;
import org.p2pvps.api.market.RefundRequest;

class ListingSweepTest {
    private static final long PATIENCE_SECONDS = 20;

    @TempDir
    Path folder;

    /** Takes its time, and then fails: so it is asked once a sweep. */
    private static final class SlowMarket implements Market {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CountDownLatch askedAgain = new CountDownLatch(2);
        private final CountDownLatch askedTooOften = new CountDownLatch(10);

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public String publish(Device device) {
            askedTooOften.countDown();
            askedAgain.countDown();
            asked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("The market is out of order.");
        }

        @Override
        public void withdraw(String reference) {
            throw new UnsupportedOperationException("Nothing was put up.");
        }

        @Override
        public RefundAnswer refund(RefundRequest request) {
            throw new UnsupportedOperationException("Nothing was sold.");
        }

        @Override
        public boolean deliver(Delivery delivery) {
            throw new UnsupportedOperationException("Nothing was sold.");
        }
    }

    @Test
    void thousandEventsAreAnsweredByOneSweep() throws Exception {
        try (RentalFixture fixture = new RentalFixture(folder)) {
            SlowMarket slow = new SlowMarket();
            fixture.listings.addMarket(slow);
            ListingSweep sweep = new ListingSweep(fixture.listings, fixture.parts.errands);
            try {
                assertThat(slow.asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                for (int event = 0; event < 1000; event++) {
                    sweep.handleEvent(new Event(
                            Topics.DEVICE_CHANGED,
                            Map.of(Topics.ID, UUID.randomUUID().toString())));
                }
                slow.goOn.countDown();
                assertThat(slow.askedAgain.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
                assertThat(slow.askedTooOften.await(1, TimeUnit.SECONDS)).isFalse();
            } finally {
                sweep.stop();
            }
        }
    }

    @Test
    void marketThatFailsKeepsNobodyFromWhatIsDue() throws Exception {
        try (RentalFixture fixture = new RentalFixture(folder)) {
            SlowMarket broken = new SlowMarket();
            broken.goOn.countDown();
            fixture.listings.addMarket(broken);
            UUID order = fixture.paid(fixture.desk.order("direct", fixture.device.id(), fixture.renter.id(), 1, null))
                    .id();
            fixture.readyDevice(Purpose.FOR_RENT);
            ListingSweep sweep = new ListingSweep(fixture.listings, fixture.parts.errands);
            try {
                assertThat(broken.askedAgain.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
            } finally {
                sweep.stop();
            }
            assertThat(fixture.database.orders.find(order).orElseThrow().deliveredAt())
                    .isNotNull();
        }
    }
}

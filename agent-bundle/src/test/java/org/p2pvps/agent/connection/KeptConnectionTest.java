package org.p2pvps.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.agent.testing.Eventually;

class KeptConnectionTest {
    private final FakeConnector connector = new FakeConnector();
    private final AtomicInteger changes = new AtomicInteger();
    private final KeptConnection<String> kept = new KeptConnection<>(
            "test-kept",
            connector,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(20), new Random(1)),
            changes::incrementAndGet);

    @AfterEach
    void close() {
        kept.close();
    }

    @Test
    void opensNothingUnasked() {
        kept.start();
        assertThat(kept.isUp()).isFalse();
        assertThat(connector.opened).isEmpty();
    }

    @Test
    void opensAtOnceAndStands() {
        kept.start();
        kept.want("a");
        Eventually.holds("up", kept::isUp);
        kept.want("a");
        assertThat(connector.opened).hasSize(1);
    }

    @Test
    void opensAgainAfterEveryLoss() {
        kept.start();
        kept.want("a");
        for (int round = 1; round <= 10; round++) {
            int opened = round;
            Eventually.holds("opened " + round, () -> connector.opened.size() == opened && kept.isUp());
            connector.opened.get(round - 1).lose();
        }
        Eventually.holds("still", kept::isUp);
    }

    @Test
    void goesOnTryingHoweverOftenItFails() {
        connector.failures.set(30);
        kept.start();
        kept.want("a");
        Eventually.holds("up in the end", kept::isUp);
        assertThat(connector.failures).hasNonPositiveValue();
    }

    @Test
    void survivesAConnectorThatThrowsUnforeseen() {
        connector.crashes.set(3);
        kept.start();
        kept.want("a");
        Eventually.holds("up in the end", kept::isUp);
    }

    @Test
    void leavesTheOldTargetForTheNewOne() {
        kept.start();
        kept.want("a");
        Eventually.holds("up", kept::isUp);
        kept.want("b");
        Eventually.holds("b", () -> connector.opened.size() == 2 && kept.isUp());
        assertThat(connector.opened.get(0).closed).isTrue();
        assertThat(connector.opened.get(1).target).isEqualTo("b");
    }

    @Test
    void closesWhenNothingIsWantedAndWhenItEnds() {
        kept.start();
        kept.want("a");
        Eventually.holds("up", kept::isUp);
        kept.wantNone();
        Eventually.holds("closed", () -> connector.opened.get(0).closed && !kept.isUp());
        kept.want("a");
        Eventually.holds("up again", kept::isUp);
        kept.close();
        assertThat(connector.opened.get(1).closed).isTrue();
        assertThat(kept.isUp()).isFalse();
        assertThat(changes).hasValue(4);
    }

    private static final class FakeConnector implements Connector<String> {
        private final List<FakeConnection> opened = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger crashes = new AtomicInteger();

        @Override
        public Connection connect(String target, Runnable lost) throws IOException {
            if (failures.getAndDecrement() > 0) {
                throw new IOException("refused");
            }
            if (crashes.getAndDecrement() > 0) {
                throw new IllegalStateException("bug");
            }
            FakeConnection connection = new FakeConnection(target, lost);
            opened.add(connection);
            return connection;
        }

        @Override
        public String describe(String target) {
            return "The test's " + target;
        }
    }

    private static final class FakeConnection implements Connection {
        private final String target;
        private final Runnable lost;
        private volatile boolean open = true;
        private volatile boolean closed;

        private FakeConnection(String target, Runnable lost) {
            this.target = target;
            this.lost = lost;
        }

        void lose() {
            open = false;
            lost.run();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public String lossReason() {
            return "lost";
        }

        @Override
        public void close() {
            open = false;
            closed = true;
        }
    }
}

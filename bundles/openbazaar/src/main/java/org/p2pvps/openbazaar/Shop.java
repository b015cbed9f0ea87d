package org.p2pvps.openbazaar;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.p2pvps.api.market.Market;
import org.p2pvps.api.market.OrderDesk;
import org.p2pvps.api.openbazaar.TrackedSale;
import org.p2pvps.openbazaar.daemon.ChatMessage;
import org.p2pvps.openbazaar.daemon.Daemon;
import org.p2pvps.openbazaar.daemon.DaemonHttp;
import org.p2pvps.openbazaar.daemon.DaemonSettings;
import org.p2pvps.openbazaar.daemon.Dialect;
import org.p2pvps.openbazaar.daemon.WakeUpCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that runs for one daemon, with its one thread. */
final class Shop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shop.class);
    private static final long WEBSOCKET_SECONDS = 5;
    private static final int CHAT_LINES = 100;

    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "p2pvps-openbazaar"));
    private final Daemon daemon;
    private final Seller seller;
    private final WakeUpCalls calls;
    private final Market market;

    /** @throws IllegalArgumentException that tells an admin which setting can't be */
    Shop(
            OpenBazaarConfig config,
            Map<String, String> environment,
            Stores stores,
            OrderDesk orders,
            Disputes.Evidence evidence,
            Clock clock) {
        Slugs slugs = new Slugs(config.slugPrefix());
        DaemonHttp http = new DaemonHttp(settings(config), new CredentialFiles(config, environment));
        daemon = new Daemon(http, dialect(config.version()));
        seller = SellerParts.of(daemon, config, stores, orders, evidence, picture(config), clockwork, clock);
        calls = new WakeUpCalls(http, seller::wake);
        market = new OpenBazaarMarket(slugs, seller);
        clockwork.scheduleWithFixedDelay(seller::round, 0, config.pollSeconds(), TimeUnit.SECONDS);
        if (config.websocket()) {
            clockwork.scheduleWithFixedDelay(
                    () -> calls.keepOpen(TimeUnit.SECONDS.toMillis(WEBSOCKET_SECONDS)),
                    0,
                    Math.max(WEBSOCKET_SECONDS, config.pollSeconds()),
                    TimeUnit.SECONDS);
        }
    }

    Market market() {
        return market;
    }

    Seller seller() {
        return seller;
    }

    List<ChatMessage> chat(TrackedSale sale) {
        return daemon.chatMessages(sale.buyer(), sale.orderId(), CHAT_LINES);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        calls.close();
    }

    private static Dialect dialect(String version) {
        return switch (version.strip()) {
            case "0.14" -> Dialect.V0_14;
            case "0.13" -> Dialect.V0_13;
            default -> throw new IllegalArgumentException("version: 0.14 or 0.13 is wanted.");
        };
    }

    private static DaemonSettings settings(OpenBazaarConfig config) {
        if (config.user().contains(":")) {
            throw new IllegalArgumentException("user: no colon can be in it.");
        }
        return new DaemonSettings(
                url(config.url().strip()), config.certificateSha256(), Duration.ofSeconds(config.timeoutSeconds()));
    }

    /** What Java says about an address that can't be would show all of it, and a password may be in it. */
    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url: http://HOST:PORT or https://HOST:PORT is wanted.");
        }
    }

    private static byte[] picture(OpenBazaarConfig config) {
        if (!config.imageFile().isEmpty()) {
            try {
                return Files.readAllBytes(Path.of(config.imageFile()));
            } catch (IOException e) {
                LOG.warn("The listings get a plain image: {} can't be read.", config.imageFile());
            }
        }
        return PlainImage.png();
    }
}

package org.p2pvps.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An admin stops, updates, uninstalls and installs the server's features while a tenant works. */
@ExtendWith(WorldExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(4)
final class HotSwapIT {
    private static final Duration BACK = Duration.ofSeconds(60);

    private final World world;
    private final KarafShell shell;
    private final Agent agent;
    private final TestDevice device;
    private final Tenancy tenancy;
    private final Api admin;
    private SshSession session;
    private Download download;
    private int losses;

    HotSwapIT(World world) {
        this.world = world;
        this.shell = world.server().shell();
        this.admin = world.server().admin();
        this.agent = world.newAgent("garage");
        Api anybody = world.server().api();
        this.device = Person.signUp(anybody, "gina").addDevice("Garage Pi");
        agent.give(device.deviceFile());
        agent.start();
        device.awaitListed(Duration.ofSeconds(120));
        SshClient ssh = new SshClient(world.folder("hot-swap"));
        this.tenancy = Tenancy.begin(world, device, Person.signUp(anybody, "gus"), ssh);
    }

    @BeforeAll
    void beginSessionAndDownload() {
        tenancy.serveSite();
        Eventually.until(BACK, "the tenant's page", () -> world.site(tenancy.login())
                .status("/")
                .equals("200"));
        openSession();
        openDownload();
    }

    /** Neither the session nor the download takes notice, and what needs the feature says 503. */
    @ParameterizedTest(name = "{0}")
    @Order(1)
    @CsvSource({
        "mail, mails",
        "market, invoices",
        "rental, rentals",
        "registration, devices",
        "accounts, accounts/me",
        "persistence, listings",
        "rest, health",
        "web, health"
    })
    void tenantDoesNotNotice(String area, String path) {
        swap(area, path, () -> watch(area));
        watch(area);
    }

    @Test
    @Order(2)
    void downloadIsWholeSoFar() {
        String digest = download.stop();
        assertThat(tenancy.run("head -c " + download.size() + " site/noise | sha256sum"))
                .startsWith(digest);
        openDownload();
    }

    /** Nobody gets in while the feature is away; who is in stays, on the bundle's former self. */
    @Test
    @Order(3)
    void sessionOutlivesTheTunnelsReplacement() {
        swap("tunnel", "tunnels", () -> {
            assertThat(session.alive())
                    .as("the session, without the tunnel bundle or with its successor")
                    .isTrue();
            assertThat(download.running())
                    .as("the download, without the tunnel bundle")
                    .isTrue();
        });
        try (SshSession former = session) {
            openSession();
            assertThat(former.alive())
                    .as("the session that began before, beside one that began after")
                    .isTrue();
        }
    }

    /** The web side alone is down while its feature is. */
    @Test
    @Order(4)
    void gatewayComesBackByItself() {
        swap("localtunnel", "sites", () -> {
            assertThat(session.alive())
                    .as("the session, without the localtunnel bundle")
                    .isTrue();
        });
        assertThat(session.alive())
                .as("the session, with the localtunnel bundle back")
                .isTrue();
        Eventually.until(BACK, "the tenant's page after the swap", () -> world.site(tenancy.login())
                .status("/")
                .equals("200"));
    }

    @Test
    @Order(5)
    void nobodyLostAnything() {
        Figures.count("swap_session_losses", losses);
        assertThat(losses).isZero();
        assertThat(tenancy.renter()
                        .rental(tenancy.rental().get("id").asText())
                        .get("state")
                        .asText())
                .isEqualTo("ACTIVE");
    }

    @AfterAll
    void endTheRental() {
        session.close();
        download.close();
        tenancy.end();
        device.awaitListed(Duration.ofSeconds(60));
        device.owner().api().delete("devices/" + device.id());
        agent.stop();
    }

    private void swap(String area, String path, Runnable check) {
        String bundle = "org.p2pvps." + area;
        String feature = "p2pvps-" + area;
        shell.run("bundle:stop " + bundle);
        missing(area, path);
        check.run();
        shell.run("bundle:start " + bundle);
        back(path);
        shell.run("bundle:update " + bundle);
        back(path);
        check.run();
        shell.run("feature:uninstall " + feature);
        missing(area, path);
        check.run();
        shell.run("feature:install " + feature);
        back(path);
        check.run();
    }

    private void missing(String area, String path) {
        if (area.equals("rest") || area.equals("web")) {
            return;
        }
        Eventually.until(
                Duration.ofSeconds(10),
                () -> "503 without " + area + ", got " + admin.get(path),
                () -> admin.get(path).problem().equals("503 service-missing"));
    }

    private void back(String path) {
        Eventually.until(BACK, () -> path + " to be back, got " + admin.tryGet(path), () -> admin.tryGet(path)
                .map(Answer::status)
                .filter(status -> status == 200)
                .isPresent());
    }

    private void watch(String area) {
        if (!session.alive()) {
            losses++;
            Figures.step("the SSH session was lost with " + area);
            session.close();
            openSession();
        }
        if (!download.grows()) {
            losses++;
            Figures.step("the download was lost with " + area);
            download.close();
            openDownload();
        }
    }

    private void openSession() {
        Eventually.until(BACK, "the tenant to get in", () -> tenancy.ssh()
                .run(tenancy.login(), "true")
                .ok());
        session = tenancy.ssh().open(tenancy.login()).established();
    }

    /** 300 MB at 512 KiB/s: longer than all swaps together. */
    private void openDownload() {
        download = world.site(tenancy.login()).download("/noise", 512).begun();
    }
}

package org.p2pvps.localtunnel.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.site.CustomDomain;
import org.p2pvps.api.site.CustomDomainStore.MappedDomain;
import org.p2pvps.api.site.DomainState;
import org.p2pvps.api.site.SiteChoice;
import org.p2pvps.api.site.TlsMode;
import org.p2pvps.localtunnel.ChoiceBook;
import org.p2pvps.localtunnel.GatewayConfig;
import org.p2pvps.localtunnel.Settings;
import org.p2pvps.protocol.ErrorCode;

/** A renter's way from a domain's name to its being served, with a name server that tells the truth, lies or is silent. */
class SiteDeskTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final ChoiceBook book = new ChoiceBook();
    private final UUID rental = UUID.randomUUID();
    private NameServer dns;
    private DnsTextRecords records;
    private SiteDesk desk;

    @BeforeEach
    void open() throws IOException {
        dns = new NameServer();
        GatewayConfig config = Settings.of(
                GatewayConfig.class,
                Map.of(
                        "nameServer",
                        dns.address(),
                        "domain",
                        "sites.vps.example",
                        "landing",
                        "https://www.vps.example/"));
        records = new DnsTextRecords(config);
        desk = new SiteDesk(
                config, new Direct(), book.choices, book.domains, records, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        records.stop();
        dns.close();
    }

    private static final class Direct implements Transactions {
        @Override
        public <T> T call(Supplier<T> work) {
            return work.get();
        }
    }

    private static void assertProblem(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void servesADomainOnceDnsShowsItsProof() {
        CustomDomain domain = desk.add(rental, "WWW.Example.org.");
        assertThat(domain.name()).isEqualTo("www.example.org");
        assertThat(domain.proofName()).isEqualTo("_p2pvps-challenge.www.example.org");
        assertProblem(ErrorCode.DOMAIN_NOT_PROVED, () -> desk.verify(rental, domain.id()));
        dns.texts.put(domain.proofName(), List.of("something else"));
        assertProblem(ErrorCode.DOMAIN_NOT_PROVED, () -> desk.verify(rental, domain.id()));
        dns.texts.put(domain.proofName(), List.of("something else", domain.proof()));

        CustomDomain verified = desk.verify(rental, domain.id());
        assertThat(verified.state()).isEqualTo(DomainState.VERIFIED);
        assertThat(verified.verifiedAt()).isEqualTo(NOW);
        assertThat(desk.verify(rental, domain.id())).isEqualTo(verified);
    }

    @Test
    void givesEachRentalAProofOfItsOwn() {
        CustomDomain mine = desk.add(rental, "www.example.org");
        assertThat(desk.add(rental, "www.example.org")).isEqualTo(mine);
        assertThat(desk.add(UUID.randomUUID(), "www.example.org").proof()).isNotEqualTo(mine.proof());
    }

    @Test
    void refusesADomainThatAnotherRentalHas() {
        book.mapped.add(new MappedDomain("www.example.org", "other"));
        CustomDomain domain = desk.add(rental, "www.example.org");
        dns.texts.put(domain.proofName(), List.of(domain.proof()));
        assertProblem(ErrorCode.CONFLICT, () -> desk.verify(rental, domain.id()));
    }

    @Test
    void saysSoWhenDnsIsSilent() {
        CustomDomain domain = desk.add(rental, "www.example.org");
        dns.silent = true;
        assertProblem(ErrorCode.DNS_UNAVAILABLE, () -> desk.verify(rental, domain.id()));
    }

    @Test
    void showsNobodyAnothersDomain() {
        CustomDomain domain = desk.add(rental, "www.example.org");
        assertProblem(ErrorCode.NOT_FOUND, () -> desk.verify(UUID.randomUUID(), domain.id()));
        assertProblem(ErrorCode.NOT_FOUND, () -> desk.remove(UUID.randomUUID(), domain.id()));
    }

    @Test
    void boundsARentalsDomains() {
        for (int number = 0; number < 10; number++) {
            desk.add(rental, "www" + number + ".example.org");
        }
        assertProblem(ErrorCode.CONFLICT, () -> desk.add(rental, "www.example.org"));
        desk.remove(rental, desk.domainsOf(rental).get(0).id());
        assertThat(desk.add(rental, "www.example.org").state()).isEqualTo(DomainState.PENDING);
    }

    @Test
    void letsGoOfDomainsWhenTheirRentalEnded() {
        CustomDomain domain = desk.add(rental, "www.example.org");
        book.domains.endedRentals.add(rental);
        desk.removeOrphans();
        assertThat(book.domains.find(domain.id()))
                .get()
                .extracting(CustomDomain::state)
                .isEqualTo(DomainState.REMOVED);
    }

    @Test
    void writesNamesAsDnsHasThem() {
        assertThat(desk.add(rental, "www.Bücher.example").name()).isEqualTo("www.xn--bcher-kva.example");
    }

    @Test
    void refusesNamesThatAreNobodysOrTheServersOwn() {
        for (String name : List.of(
                "",
                "org",
                "a b.example.org",
                "-a.example.org",
                "a..example.org",
                "127.0.0.1",
                "[::1]",
                "x.localhost",
                "printer.local",
                "a.internal",
                "x.onion",
                "*.example.org",
                "a/b.example.org",
                "a\0.example.org",
                "sites.vps.example",
                "mysite.sites.vps.example",
                "vps.example",
                "www.vps.example",
                "x.www.vps.example",
                "x".repeat(64) + ".example.org",
                ("x".repeat(60) + ".").repeat(4) + "example.org")) {
            assertProblem(ErrorCode.FIELD_INVALID, () -> desk.add(rental, name));
        }
        assertProblem(ErrorCode.FIELD_INVALID, () -> desk.add(rental, null));
    }

    @Test
    void keepsTheLatestChoice() {
        assertThat(desk.choiceOf(rental)).isEqualTo(SiteChoice.standard(rental));
        desk.choose(new SiteChoice(rental, TlsMode.PASS_THROUGH, true));
        desk.choose(new SiteChoice(rental, TlsMode.PASS_THROUGH, false));
        assertThat(desk.choiceOf(rental)).isEqualTo(new SiteChoice(rental, TlsMode.PASS_THROUGH, false));
    }
}

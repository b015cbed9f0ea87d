package org.p2pvps.localtunnel.domain;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Transactions;
import org.p2pvps.api.site.CustomDomain;
import org.p2pvps.api.site.CustomDomainStore;
import org.p2pvps.api.site.DomainState;
import org.p2pvps.api.site.SiteChoice;
import org.p2pvps.api.site.SiteChoiceStore;
import org.p2pvps.localtunnel.GatewayConfig;
import org.p2pvps.protocol.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes renters' choices for their sites, and their domains once DNS proves them. */
@Component(service = SiteDesk.class, configurationPid = "org.p2pvps.localtunnel")
public final class SiteDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SiteDesk.class);
    private static final int MOST_DOMAINS = 10;
    private static final int MOST_LOOK_UPS = 8;
    private static final int PROOF_BYTES = 16;

    private final Transactions transactions;
    private final SiteChoiceStore choices;
    private final CustomDomainStore domains;
    private final TextRecords records;
    private final List<String> own;
    private final Clock clock;
    private final Semaphore lookUps = new Semaphore(MOST_LOOK_UPS);
    private final SecureRandom random = new SecureRandom();

    @Activate
    public SiteDesk(
            GatewayConfig config,
            @Reference Transactions transactions,
            @Reference SiteChoiceStore choices,
            @Reference CustomDomainStore domains,
            @Reference DnsTextRecords records) {
        this(config, transactions, choices, domains, (TextRecords) records, Clock.systemUTC());
    }

    SiteDesk(
            GatewayConfig config,
            Transactions transactions,
            SiteChoiceStore choices,
            CustomDomainStore domains,
            TextRecords records,
            Clock clock) {
        this.transactions = transactions;
        this.choices = choices;
        this.domains = domains;
        this.records = records;
        this.clock = clock;
        String landing = URI.create(config.landing()).getHost();
        own = landing == null ? List.of(config.domain()) : List.of(config.domain(), landing.toLowerCase(Locale.ROOT));
    }

    public SiteChoice choiceOf(UUID rentalId) {
        return choices.find(rentalId).orElseGet(() -> SiteChoice.standard(rentalId));
    }

    public SiteChoice choose(SiteChoice choice) {
        return transactions.call(() -> {
            if (choices.find(choice.rentalId()).isEmpty()) {
                choices.insert(choice);
                return choice;
            }
            return choices.update(choice.rentalId(), before -> choice);
        });
    }

    public List<CustomDomain> domainsOf(UUID rentalId) {
        return domains.byRental(rentalId);
    }

    /** Names a domain, which is to be proved then. Naming it again changes nothing. */
    public CustomDomain add(UUID rentalId, String typed) {
        String name = DomainName.of(typed, own).value();
        return transactions.call(() -> {
            List<CustomDomain> known = domains.byRental(rentalId);
            return known.stream()
                    .filter(domain -> domain.name().equals(name))
                    .findFirst()
                    .orElseGet(() -> addNew(rentalId, name, known.size()));
        });
    }

    private CustomDomain addNew(UUID rentalId, String name, int others) {
        if (others >= MOST_DOMAINS) {
            throw new ProblemException(ErrorCode.CONFLICT, "A rental has " + MOST_DOMAINS + " domains at most.");
        }
        CustomDomain domain = new CustomDomain(
                UUID.randomUUID(), rentalId, name, proof(), DomainState.PENDING, clock.instant(), null);
        domains.insert(domain);
        return domain;
    }

    /** Asks DNS. A domain that was proved before is not asked for again. */
    public CustomDomain verify(UUID rentalId, UUID domainId) {
        CustomDomain domain = find(rentalId, domainId);
        if (domain.state() == DomainState.VERIFIED) {
            return domain;
        }
        if (!textsAt(domain.proofName()).contains(domain.proof())) {
            throw new ProblemException(
                    ErrorCode.DOMAIN_NOT_PROVED,
                    "There is no TXT record " + domain.proofName() + " with that value yet. New records take minutes to"
                            + " be seen everywhere.");
        }
        removeOrphans();
        if (domains.ofActiveRentals().stream().anyMatch(other -> other.name().equals(domain.name()))) {
            throw new ProblemException(
                    ErrorCode.CONFLICT, "This domain is served for another rental. Remove it there first.");
        }
        LOG.info("Domain {} is served for rental {}", domain.name(), rentalId);
        return domains.update(
                domainId, before -> before.state() == DomainState.VERIFIED ? before : before.verified(clock.instant()));
    }

    /** Removing it again changes nothing. */
    public void remove(UUID rentalId, UUID domainId) {
        domains.update(
                find(rentalId, domainId).id(),
                before -> before.state() == DomainState.REMOVED ? before : before.removed());
    }

    /** Lets go of the domains of rentals that ended. */
    void removeOrphans() {
        domains.orphaned()
                .forEach(orphan -> domains.update(
                        orphan.id(), before -> before.state() == DomainState.REMOVED ? before : before.removed()));
    }

    private CustomDomain find(UUID rentalId, UUID domainId) {
        return domains.find(domainId)
                .filter(domain -> domain.rentalId().equals(rentalId))
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours."));
    }

    private List<String> textsAt(String name) {
        if (!lookUps.tryAcquire()) {
            throw new ProblemException(ErrorCode.RATE_LIMITED, "Too many domains are looked up just now. Try again.");
        }
        try {
            return records.at(name);
        } catch (IOException e) {
            LOG.debug("{} can't be looked up", name, e);
            throw new ProblemException(ErrorCode.DNS_UNAVAILABLE, "DNS does not answer for this domain. Try again.");
        } finally {
            lookUps.release();
        }
    }

    private String proof() {
        byte[] bytes = new byte[PROOF_BYTES];
        random.nextBytes(bytes);
        return "p2pvps-" + HexFormat.of().formatHex(bytes);
    }
}

package org.p2pvps.bench;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.p2pvps.api.site.SiteChoice;
import org.p2pvps.api.site.SiteChoiceStore;
import org.p2pvps.api.site.TlsMode;

/** One renter chose that TLS ends on the device. */
final class FixedChoices implements SiteChoiceStore {
    private static final ChosenSite PASSED_THROUGH =
            new ChosenSite(Allotment.subdomain(Allotment.PASSED_THROUGH), TlsMode.PASS_THROUGH, false);

    @Override
    public List<ChosenSite> ofActiveRentals() {
        return List.of(PASSED_THROUGH);
    }

    @Override
    public void insert(SiteChoice choice) {
        throw new UnsupportedOperationException("There are no new choices here.");
    }

    @Override
    public SiteChoice update(UUID id, UnaryOperator<SiteChoice> change) {
        throw new UnsupportedOperationException("Choices never change here.");
    }

    @Override
    public Optional<SiteChoice> find(UUID id) {
        return Optional.empty();
    }

    @Override
    public List<SiteChoice> all() {
        return List.of();
    }
}

package org.p2pvps.localtunnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.p2pvps.api.Store;
import org.p2pvps.api.site.CustomDomain;
import org.p2pvps.api.site.CustomDomainStore;
import org.p2pvps.api.site.DomainState;
import org.p2pvps.api.site.SiteChoice;
import org.p2pvps.api.site.SiteChoiceStore;
import org.p2pvps.api.site.TlsMode;

/** Renters' choices and domains in memory. What is chosen, and what is mapped, is told as the test put it. */
public final class ChoiceBook {
    public final List<SiteChoiceStore.ChosenSite> chosen = new CopyOnWriteArrayList<>();
    public final List<CustomDomainStore.MappedDomain> mapped = new CopyOnWriteArrayList<>();
    public final Choices choices = new Choices();
    public final Domains domains = new Domains();

    void choose(String subdomain, TlsMode tls, boolean redirect) {
        chosen.removeIf(site -> site.subdomain().equals(subdomain));
        chosen.add(new SiteChoiceStore.ChosenSite(subdomain, tls, redirect));
    }

    public abstract static class Book<T> implements Store<T> {
        final Map<UUID, T> records = new ConcurrentHashMap<>();

        abstract UUID id(T record);

        @Override
        public void insert(T record) {
            records.put(id(record), record);
        }

        @Override
        public Optional<T> find(UUID id) {
            return Optional.ofNullable(records.get(id));
        }

        @Override
        public List<T> all() {
            return List.copyOf(records.values());
        }

        @Override
        public T update(UUID id, UnaryOperator<T> change) {
            return records.compute(id, (key, record) -> change.apply(record));
        }
    }

    public final class Choices extends Book<SiteChoice> implements SiteChoiceStore {
        @Override
        UUID id(SiteChoice record) {
            return record.rentalId();
        }

        @Override
        public List<ChosenSite> ofActiveRentals() {
            return new ArrayList<>(chosen);
        }
    }

    public final class Domains extends Book<CustomDomain> implements CustomDomainStore {
        public final List<UUID> endedRentals = new CopyOnWriteArrayList<>();

        @Override
        UUID id(CustomDomain record) {
            return record.id();
        }

        @Override
        public List<CustomDomain> byRental(UUID rentalId) {
            return all().stream()
                    .filter(domain -> domain.rentalId().equals(rentalId) && domain.state() != DomainState.REMOVED)
                    .toList();
        }

        @Override
        public List<CustomDomain> orphaned() {
            return all().stream()
                    .filter(domain -> endedRentals.contains(domain.rentalId()) && domain.state() != DomainState.REMOVED)
                    .toList();
        }

        @Override
        public List<MappedDomain> ofActiveRentals() {
            return new ArrayList<>(mapped);
        }
    }
}

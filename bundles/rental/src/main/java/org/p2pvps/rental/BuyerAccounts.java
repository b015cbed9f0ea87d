package org.p2pvps.rental;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.market.Buyer;

/** Accounts of buyers whom only a market knows: the same buyer has the same one, and nobody can sign in to it. */
@Component(service = BuyerAccounts.class)
public final class BuyerAccounts {
    private static final int LONGEST_NAME = 200;
    private static final String NO_PASSWORD = "";

    private final AccountStore accounts;
    private final Clock clock;

    @Activate
    public BuyerAccounts(@Reference AccountStore accounts) {
        this(accounts, Clock.systemUTC());
    }

    BuyerAccounts(AccountStore accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    UUID accountOf(String market, Buyer buyer) {
        UUID id = UUID.nameUUIDFromBytes((market + ":" + buyer.id()).getBytes(StandardCharsets.UTF_8));
        if (accounts.find(id).isEmpty()) {
            accounts.insert(new Account(id, market + ":" + id, name(buyer), NO_PASSWORD, Set.of(), clock.instant()));
        }
        return id;
    }

    private static String name(Buyer buyer) {
        String name = buyer.name().isBlank() ? buyer.id() : buyer.name();
        String printable = name.replaceAll("\\p{Cntrl}", " ");
        return printable.substring(0, Math.min(LONGEST_NAME, printable.length()));
    }
}

package org.p2pvps.rental;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.rental.Order;

/** Puts mails about orders and earnings into the outbox, if there is an address. Joins the caller's transaction; answers with the mails' ids. */
@Component(service = RenterMails.class)
public final class RenterMails {
    private final AccountStore accounts;
    private final MailStore mails;

    @Activate
    public RenterMails(@Reference AccountStore accounts, @Reference MailStore mails) {
        this.accounts = accounts;
        this.mails = mails;
    }

    /** Who gets mails about an order, with the address for it; empty for a buyer who can be told by the market alone. */
    public Optional<Account> renterOf(Order order) {
        return accounts.find(order.renterId())
                .flatMap(renter -> order.mailAddress(renter).map(renter::reachedAt));
    }

    List<UUID> toRenter(Order order, Function<Account, Mail> mail) {
        return post(renterOf(order).map(mail));
    }

    /** Nothing for an owner who rents the own device. */
    List<UUID> toOwner(Device device, Order order, Function<Account, Mail> mail) {
        return post(accounts.find(device.ownerId())
                .filter(owner -> owner.mailAddress().isPresent())
                .filter(owner -> !owner.id().equals(order.renterId()))
                .map(mail));
    }

    List<UUID> toOwner(UUID ownerId, Function<Account, Mail> mail) {
        return post(accounts.find(ownerId)
                .filter(owner -> owner.mailAddress().isPresent())
                .map(mail));
    }

    private List<UUID> post(Optional<Mail> mail) {
        return mail.filter(mails::post).map(Mail::id).stream().toList();
    }
}

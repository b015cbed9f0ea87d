package org.p2pvps.rental;

import java.time.Instant;
import org.p2pvps.api.Money;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundReason;

/** What renters and owners are told of their money by e-mail. */
final class MoneyMails {
    private MoneyMails() {}

    static Mail refundDue(Account renter, String deviceName, Order order, RefundReason reason, Instant now) {
        return Mail.about(
                MailKind.REFUNDED,
                "order/" + order.id() + "/refund-due",
                renter,
                "Your payment will be returned: " + order.reference(),
                """
                Your payment for "%s" (reference %s) will be returned to you, all of it.

                %s
                """
                        .formatted(deviceName, order.reference(), reason.text()),
                now);
    }

    static Mail refunded(Account renter, String deviceName, Refund refund, Instant now) {
        return Mail.about(
                MailKind.REFUNDED,
                "refund/" + refund.id(),
                renter,
                "Refund: " + deviceName,
                """
                Money that you paid for "%s" was sent back to you.

                Amount:     %s
                Reference:  %s
                Reason:     %s
                """
                        .formatted(
                                deviceName,
                                Amounts.inWords(refund.amount()),
                                refund.reference(),
                                refund.reason().text()),
                now);
    }

    /** @param reference what names the payment; each is told once */
    static Mail paidOut(Account owner, Money amount, String reference, Instant now) {
        return Mail.about(
                MailKind.PAYOUT,
                "payout/" + reference,
                owner,
                "Payout: " + Amounts.inWords(amount),
                """
                Your earnings were paid out.

                Amount:     %s
                Reference:  %s
                """
                        .formatted(Amounts.inWords(amount), reference),
                now);
    }
}

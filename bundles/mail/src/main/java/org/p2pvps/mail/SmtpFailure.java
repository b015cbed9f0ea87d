package org.p2pvps.mail;

import com.sun.mail.smtp.SMTPAddressFailedException;
import com.sun.mail.smtp.SMTPSendFailedException;
import com.sun.mail.smtp.SMTPSenderFailedException;
import javax.mail.MessagingException;

/** What an attempt to send a mail came to, when it was not sent. */
final class SmtpFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 300;
    private static final int SHUTTING_DOWN = 421;

    /** Whom to blame, which decides when to try again. */
    enum Blame {
        /** The server is away, misconfigured, or does not let us in: no mail would go. */
        SERVER,
        /** The server does not take this mail now, or it can't be written. */
        MAIL_FOR_NOW,
        /** The server will never take this mail. */
        MAIL_FOR_GOOD
    }

    private final Blame blame;

    SmtpFailure(Blame blame, String reason, Throwable cause) {
        super(oneLine(reason), cause);
        this.blame = blame;
    }

    Blame blame() {
        return blame;
    }

    /** What came back while one mail was handed over, by its reply code (RFC 5321, 4.2.1). */
    static SmtpFailure of(MessagingException failure) {
        return new SmtpFailure(blameOf(failure), reasonOf(failure), failure);
    }

    private static Blame blameOf(MessagingException failure) {
        for (Exception cause = failure; cause instanceof MessagingException said; cause = said.getNextException()) {
            if (said instanceof SMTPAddressFailedException refused) {
                return blameOf(refused.getReturnCode());
            }
            // The sender's address is the same for every mail.
            if (said instanceof SMTPSenderFailedException) {
                return Blame.SERVER;
            }
            if (said instanceof SMTPSendFailedException refused
                    && !(refused.getNextException() instanceof MessagingException)) {
                return blameOf(refused.getReturnCode());
            }
        }
        return Blame.SERVER;
    }

    private static Blame blameOf(int code) {
        if (code == SHUTTING_DOWN || code < 400) {
            return Blame.SERVER;
        }
        return code < 500 ? Blame.MAIL_FOR_NOW : Blame.MAIL_FOR_GOOD;
    }

    /** The innermost says it best: what is around it repeats it. */
    private static String reasonOf(MessagingException failure) {
        Exception innermost = failure;
        while (innermost instanceof MessagingException said && said.getNextException() != null) {
            innermost = said.getNextException();
        }
        String message = innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : message;
    }

    private static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }
}

package org.p2pvps.rental.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.api.uptime.Undelivered;
import org.p2pvps.persistence.Samples;

/** An order of three hours. */
class DivisionTest {
    private static final Order ORDER =
            Samples.order(UUID.randomUUID(), UUID.randomUUID()).fulfilled(Samples.NOW);

    private static List<Long> divided(Division division, long price, Duration ran, EndReason reason, long undelivered) {
        Settlement settlement = division.settlement(
                ORDER, new Money(price, "EUR"), Samples.NOW.plus(ran), reason, new Undelivered(undelivered, List.of()));
        return List.of(
                settlement.earned().amount(),
                settlement.fee().amount(),
                settlement.refunded().amount());
    }

    @Test
    void oddUnitsAreTheRentersThenTheOwners() {
        Division division = new Division(EarlyEnd.PRO_RATA, 3_333);
        assertThat(divided(division, 10, Duration.ofHours(1), EndReason.OWNER, 0))
                .containsExactly(3L, 0L, 7L);
        assertThat(divided(division, 10, Duration.ofHours(3), EndReason.TERM, 0))
                .containsExactly(7L, 3L, 0L);
        assertThat(divided(division, 10, Duration.ofHours(3), EndReason.TERM, 1))
                .containsExactly(7L, 2L, 1L);
    }

    @Test
    void policyDecidesWhatARenterPaysWhoLeavesEarly() {
        Duration ran = Duration.ofMinutes(61);
        assertThat(divided(new Division(EarlyEnd.NONE, 0), 180, ran, EndReason.RENTER, 0))
                .containsExactly(180L, 0L, 0L);
        assertThat(divided(new Division(EarlyEnd.STARTED_HOURS, 0), 180, ran, EndReason.RENTER, 0))
                .containsExactly(120L, 0L, 60L);
        assertThat(divided(new Division(EarlyEnd.PRO_RATA, 0), 180, ran, EndReason.RENTER, 0))
                .containsExactly(61L, 0L, 119L);
        assertThat(divided(new Division(EarlyEnd.NONE, 0), 180, ran, EndReason.ADMIN, 0))
                .containsExactly(61L, 0L, 119L);
    }

    @Test
    void clocksAndOutagesThatMakeNoSenseDivideThePriceAllTheSame() {
        Division division = new Division(EarlyEnd.STARTED_HOURS, 10_000);
        assertThat(divided(division, 9, Duration.ofHours(-5), EndReason.RENTER, 0))
                .containsExactly(0L, 0L, 9L);
        assertThat(divided(division, 9, Duration.ofHours(900), EndReason.TERM, 0))
                .containsExactly(0L, 9L, 0L);
        assertThat(divided(division, 9, Duration.ofHours(1), EndReason.OWNER, 99_999))
                .containsExactly(0L, 0L, 9L);
    }

    @Test
    void hugeAmountsDoNotOverflow() {
        assertThat(divided(new Division(EarlyEnd.NONE, 1), Long.MAX_VALUE, Duration.ofHours(3), EndReason.TERM, 0))
                .containsExactly(Long.MAX_VALUE - 922_337_203_685_477L, 922_337_203_685_477L, 0L);
    }

    @Test
    void refusesAFeeOfMoreThanEverything() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Division(EarlyEnd.NONE, 10_001));
        assertThatIllegalArgumentException().isThrownBy(() -> new Division(EarlyEnd.NONE, -1));
    }
}

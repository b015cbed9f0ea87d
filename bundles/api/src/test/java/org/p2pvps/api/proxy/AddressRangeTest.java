package org.p2pvps.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.129, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/33, 2001:db8:ffff::1, false"
    })
    void containsWhatBeginsAlike(String range, String address, boolean contained) {
        assertThat(AddressRange.parse(range).contains(AddressRange.literal(address)))
                .isEqualTo(contained);
    }

    @Test
    void readsAList() {
        assertThat(AddressRange.list(" 10.0.0.0/8 , ::1,")).hasSize(2);
        assertThat(AddressRange.list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/-1", "10.0.0.0/x", "::1/129", "1.2.3.256"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> AddressRange.list(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

package org.p2pvps.openbazaar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContactTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f bob@laptop";

    @Test
    void findsAnAddressInFreeText() {
        assertThat(Contact.email("Bob, bob.b+vps@Mail.Example.org (evenings)")).isEqualTo("bob.b+vps@mail.example.org");
        assertThat(Contact.email("<bob@example.test>")).isEqualTo("bob@example.test");
    }

    @Test
    void takesNothingForAnAddressThatIsNone() {
        assertThat(Contact.email("")).isNull();
        assertThat(Contact.email("@bob on Telegram")).isNull();
        assertThat(Contact.email("bob@localhost")).isNull();
        assertThat(Contact.email("a".repeat(100_000) + "@")).isNull();
    }

    @Test
    void keepsOnlyLinesThatAreKeys() {
        assertThat(Contact.sshKeys("my key:\n" + KEY + "\nthanks")).containsExactly(KEY);
        assertThat(Contact.sshKeys("ssh-ed25519 AAAA bob@laptop")).isEmpty();
    }
}

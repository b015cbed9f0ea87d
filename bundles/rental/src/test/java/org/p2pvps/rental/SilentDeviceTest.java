package org.p2pvps.rental;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilentDeviceTest {
    @TempDir
    Path folder;

    @Test
    void aDeviceThatIsSilentIsWithdrawnThoughItsTunnelLooksOpenAndOfferedWhenItSpeaks() throws Exception {
        try (RentalFixture fixture = new RentalFixture(folder)) {
            assertThat(fixture.database.listings.listed()).hasSize(1);

            fixture.listings.presence = deviceId -> true;
            fixture.listings.reconcile();
            fixture.listings.reconcile();
            assertThat(fixture.database.listings.listed()).isEmpty();

            fixture.listings.presence = deviceId -> false;
            fixture.listings.reconcile();
            assertThat(fixture.database.listings.listed()).hasSize(1);
        }
    }
}

package org.p2pvps.rental;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a {@link RentalFixture} of its own. */
abstract class RentalScene {
    @TempDir
    Path folder;

    RentalFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new RentalFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}

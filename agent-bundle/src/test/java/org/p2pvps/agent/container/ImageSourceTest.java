package org.p2pvps.agent.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.agent.device.Credentials;
import org.p2pvps.agent.server.AgentApi;
import org.p2pvps.agent.server.Download;
import org.p2pvps.agent.testing.FakeEngine;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.RegisterAnswer.Image;
import org.p2pvps.protocol.RegisterRequest;

class ImageSourceTest {
    private static final String NAME = "p2pvps/debian:0123";
    private static final byte[] ARCHIVE =
            "the archive of an image".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();
    private final Shelf shelf = new Shelf();
    private boolean wanted = true;
    private ImageSource source;
    private Image image;

    @BeforeEach
    void open() throws Exception {
        Credentials credentials = new Credentials(URI.create("http://server"), UUID.randomUUID(), "p2pd_key");
        ImageDownload download = new ImageDownload(shelf, () -> credentials, folder.resolve("download"), () -> wanted);
        source = new ImageSource(engine, "", download);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ARCHIVE));
        image = new Image(NAME, digest, "http://server/image");
    }

    @Test
    void asksNobodyWhenTheEngineHasIt() throws Exception {
        engine.addImage(NAME);
        source.ensure(image);
        assertThat(shelf.starts).isEmpty();
    }

    @Test
    void bringsItFromTheServerAndKeepsNoCopy() throws Exception {
        source.ensure(image);
        assertThat(engine.hasImage(NAME)).isTrue();
        assertThat(folder.resolve("download")).isEmptyDirectory();
    }

    @Test
    void goesOnWhereADownloadWasCut() throws Exception {
        shelf.cutAfter = 100_000;
        assertThatThrownBy(() -> source.ensure(image))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut");
        assertThat(engine.hasImage(NAME)).isFalse();
        shelf.cutAfter = Integer.MAX_VALUE;
        source.ensure(image);
        assertThat(engine.hasImage(NAME)).isTrue();
        assertThat(shelf.starts).containsExactly(0L, 100_000L);
    }

    @Test
    void beginsAgainWhenTheServerKnowsNoRanges() throws Exception {
        shelf.cutAfter = 100_000;
        assertThatThrownBy(() -> source.ensure(image)).isInstanceOf(IOException.class);
        shelf.cutAfter = Integer.MAX_VALUE;
        shelf.knowsRanges = false;
        source.ensure(image);
        assertThat(engine.hasImage(NAME)).isTrue();
    }

    @Test
    void handsNothingDamagedToTheEngine() throws Exception {
        shelf.damaged = true;
        assertThatThrownBy(() -> source.ensure(image))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
        assertThat(engine.hasImage(NAME)).isFalse();
        shelf.damaged = false;
        source.ensure(image);
        assertThat(engine.hasImage(NAME)).isTrue();
    }

    @Test
    void stopsWhenItIsNotNeededAnyMore() {
        wanted = false;
        assertThatThrownBy(() -> source.ensure(image)).isInstanceOf(IOException.class);
    }

    @Test
    void saysThatTheServerHasNone() {
        assertThatThrownBy(() -> source.ensure(new Image(NAME, "", "")))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("no container image for this kind of computer");
    }

    @Test
    void takesNothingWithoutADigest() {
        assertThatThrownBy(() -> source.ensure(new Image(NAME, "../../etc/passwd", "http://server/image")))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("no digest");
    }

    @Test
    void clearsAwayWhatIsLeftOfOtherImages() throws Exception {
        Files.createDirectories(folder.resolve("download"));
        Files.writeString(folder.resolve("download").resolve("old.part"), "x");
        source.ensure(image);
        assertThat(folder.resolve("download")).isEmptyDirectory();
    }

    /** Hands out the archive, as damaged or short as told. */
    private static final class Shelf implements AgentApi {
        private final List<Long> starts = new ArrayList<>();
        private int cutAfter = Integer.MAX_VALUE;
        private boolean knowsRanges = true;
        private boolean damaged;

        @Override
        public Download download(Credentials credentials, URI address, long from) {
            starts.add(from);
            int start = knowsRanges ? (int) from : 0;
            byte[] rest = Arrays.copyOfRange(ARCHIVE, start, ARCHIVE.length);
            if (damaged) {
                rest[rest.length / 2] ^= 1;
            }
            InputStream stream = new ByteArrayInputStream(rest, 0, Math.min(cutAfter, rest.length));
            return new Download(stream, start, ARCHIVE.length);
        }

        @Override
        public RegisterAnswer register(Credentials credentials, RegisterRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DesiredState checkIn(Credentials credentials, CheckInRequest request) {
            throw new UnsupportedOperationException();
        }
    }
}

package org.p2pvps.agent.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p2pvps.agent.json.JsonCodec;

class DeviceFileTest {
    private static final String ID = "4061f102-e085-428b-8635-22b6ee9267b1";
    private static final String KEY = "p2pd_bTk7uOEClfctQeSjvvkDOY-WcaKZ3-hSx98R534YgTE";

    @TempDir
    Path folder;

    private Path path;
    private DeviceFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("device.json");
        file = new DeviceFile(path, new JsonCodec());
    }

    @Test
    void readsWhatTheSiteShows() throws Exception {
        write("https://vps.example.org/", ID, KEY);
        Credentials read = file.read();
        assertThat(read).isEqualTo(new Credentials(URI.create("https://vps.example.org"), UUID.fromString(ID), KEY));
        assertThat(read.at("/api/v1/x")).hasToString("https://vps.example.org/api/v1/x");
    }

    @Test
    void passesOverFieldsOfANewerSite() throws Exception {
        Files.writeString(
                path,
                "{\"server\":\"http://s:8080\",\"deviceId\":\"" + ID + "\",\"key\":\"" + KEY
                        + "\",\"newer\":{\"a\":[1]}}");
        assertThat(file.read().server()).hasToString("http://s:8080");
    }

    @Test
    void saysThatItIsMissing() {
        assertFault("is missing");
    }

    @Test
    void saysThatItIsAFolder() throws IOException {
        Files.createDirectory(path);
        assertFault("is a folder");
    }

    @Test
    void saysThatItIsNotWhole() throws IOException {
        Files.writeString(path, "{\"server\":\"https://vps.example.org\",\"key\":\"" + KEY);
        assertFault("is not the JSON it should be (line 1, column");
    }

    @Test
    void saysThatItIsEmptyOrNull() throws IOException {
        Files.writeString(path, "");
        assertFault("is not the JSON it should be");
        Files.writeString(path, "null");
        assertFault("is not the JSON it should be");
    }

    @Test
    void saysThatItIsTooLarge() throws IOException {
        Files.writeString(path, " ".repeat(20_000));
        assertFault("is larger than");
    }

    @ParameterizedTest
    @CsvSource({
        "server, ftp://x, ID, KEY",
        "server, vps.example.org, ID, KEY",
        "server, 'http://a b', ID, KEY",
        "server, https://user:secret@x, ID, KEY",
        "deviceId, https://x, 12, KEY",
        "deviceId, https://x, 1-1-1-1-1, KEY",
        "key, https://x, ID, p2ps_aaaaaaaaaaaaaaaaaaaaaaaaa",
        "key, https://x, ID, 'p2pd_aaaaaaaaaaaaaaaaaaaa\"}'",
    })
    void namesTheWrongField(String field, String server, String id, String key) throws IOException {
        write(server, id.replace("ID", ID), key.replace("KEY", KEY).replace("\"", "\\\""));
        assertFault("the field \"" + field + "\"");
    }

    @ParameterizedTest
    @CsvSource({"server", "deviceId", "key"})
    void namesTheMissingField(String field) throws IOException {
        write("https://x", ID, KEY);
        Files.writeString(path, Files.readString(path).replace("\"" + field + "\"", "\"other\""));
        assertFault("the field \"" + field + "\" is missing");
    }

    @Test
    void takesWhiteSpaceAroundValues() throws Exception {
        write(" https://x ", " " + ID, KEY + "\\n");
        assertThat(file.read().key()).isEqualTo(KEY);
    }

    @Test
    void noticesThatOthersMayReadIt() throws IOException {
        write("https://x", ID, KEY);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(file.isOpenToOthers()).isTrue();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        assertThat(file.isOpenToOthers()).isFalse();
    }

    /** Whatever stands in the file, the answer is credentials or a fault in words; never the key in a message. */
    @Property(tries = 300)
    void answersAnyText(@ForAll String text) throws IOException {
        Path any = Files.createTempFile("device", ".json");
        try {
            Files.writeString(any, "{\"key\":\"" + KEY + "\"," + text);
            new DeviceFile(any, new JsonCodec()).read();
        } catch (DeviceFileException e) {
            assertThat(e.getMessage()).doesNotContain(KEY);
        } finally {
            Files.delete(any);
        }
    }

    @Test
    void sendsTheKeyToItsOwnServerOnly() {
        Credentials credentials = new Credentials(URI.create("https://vps.example.org"), UUID.fromString(ID), KEY);
        assertThat(credentials.mayBeSentTo(URI.create("https://vps.example.org/api/v1/images/arm64")))
                .isTrue();
        assertThat(credentials.mayBeSentTo(URI.create("http://vps.example.org/x")))
                .isFalse();
        assertThat(credentials.mayBeSentTo(URI.create("https://vps.example.org:444/x")))
                .isFalse();
        assertThat(credentials.mayBeSentTo(URI.create("https://evil.example.org/x")))
                .isFalse();
        assertThat(credentials.mayBeSentTo(URI.create("/relative"))).isFalse();
        assertThat(credentials.toString()).doesNotContain(KEY);
    }

    private void write(String server, String id, String key) throws IOException {
        Files.writeString(path, "{\"server\":\"" + server + "\",\"deviceId\":\"" + id + "\",\"key\":\"" + key + "\"}");
    }

    private void assertFault(String words) {
        assertThatThrownBy(file::read)
                .isInstanceOf(DeviceFileException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(words)
                .message()
                .doesNotContain(KEY);
    }
}

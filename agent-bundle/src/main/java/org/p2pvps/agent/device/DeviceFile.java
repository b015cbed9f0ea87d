package org.p2pvps.agent.device;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.UUID;
import java.util.regex.Pattern;
import org.p2pvps.agent.json.JsonCodec;
import org.p2pvps.agent.json.MalformedJsonException;

/** The file that the site gave the owner: which server, which device, which key. */
public final class DeviceFile {
    private static final int LARGEST = 16 * 1024;
    private static final Pattern KEY = Pattern.compile("p2pd_[A-Za-z0-9_-]{16,200}");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Path file;
    private final JsonCodec json;

    public DeviceFile(Path file, JsonCodec json) {
        this.file = file;
        this.json = json;
    }

    /** As it stands in the file. */
    record Fields(String server, String deviceId, String key) {}

    /**
     * Reads the file as it is now.
     *
     * @throws DeviceFileException which says what is wrong with it and what the owner can do
     */
    public Credentials read() throws DeviceFileException {
        byte[] text = readText();
        try {
            return check(json.read(text, Fields.class));
        } catch (MalformedJsonException e) {
            throw wrong("is not the JSON it should be (" + e.getMessage() + "). Copy it again from the site, whole.");
        }
    }

    /** Whether others than its owner may read the file: it holds a secret. */
    public boolean isOpenToOthers() {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private byte[] readText() throws DeviceFileException {
        if (Files.isDirectory(file)) {
            throw wrong("is a folder. Put the file that the site gave you in its place.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                throw wrong("is larger than a device.json ever is. Copy it again from the site.");
            }
            return text;
        } catch (NoSuchFileException e) {
            throw wrong("is missing. Add the device on the site and save the device.json it shows at this place.");
        } catch (IOException e) {
            throw wrong("can't be read by user " + System.getProperty("user.name")
                    + ". Make it that user's (chown) and readable (chmod 600).");
        }
    }

    private Credentials check(Fields fields) throws DeviceFileException {
        return new Credentials(server(fields.server()), deviceId(fields.deviceId()), key(fields.key()));
    }

    private URI server(String text) throws DeviceFileException {
        require(text != null, "server", "is missing");
        try {
            URI address = URI.create(text.strip().replaceAll("/+$", ""));
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            require(
                    http && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null,
                    "server",
                    "is not an address like https://example.org");
            return address;
        } catch (IllegalArgumentException e) {
            throw field("server", "is not an address like https://example.org");
        }
    }

    private UUID deviceId(String text) throws DeviceFileException {
        require(text != null, "deviceId", "is missing");
        require(ID.matcher(text.strip()).matches(), "deviceId", "is not a device's id (36 characters, with hyphens)");
        return UUID.fromString(text.strip());
    }

    private String key(String text) throws DeviceFileException {
        require(text != null, "key", "is missing");
        require(KEY.matcher(text.strip()).matches(), "key", "is not a device key (p2pd_ and letters, digits, - and _)");
        return text.strip();
    }

    private void require(boolean fine, String name, String fault) throws DeviceFileException {
        if (!fine) {
            throw field(name, fault);
        }
    }

    private DeviceFileException field(String name, String fault) {
        return wrong("is wrong: the field \"" + name + "\" " + fault + ". Copy the file again from the site.");
    }

    private DeviceFileException wrong(String fault) {
        return new DeviceFileException("The file " + file + " " + fault);
    }
}
